"""Doors."""

from __future__ import annotations

from django.urls import path

from billing.bank import api

urlpatterns = [
    path("bank", api.DeskDoor.as_view()),
    path("bank/headings", api.HeadingsDoor.as_view()),
    path("bank/files", api.FilesDoor.as_view()),
    path("bank/files/<uuid:file_id>", api.FileDoor.as_view()),
    path("bank/files/<uuid:file_id>/booking", api.BookingDoor.as_view()),
    path("bank/payments", api.PaymentsDoor.as_view()),
    path("bank/payments/<uuid:payment_id>/matches", api.MatchesDoor.as_view()),
    path("bank/payments/<uuid:payment_id>/income", api.IncomeDoor.as_view()),
    path("bank/payments/<uuid:payment_id>/returns", api.ReturnsDoor.as_view()),
    path("bank/payments/<uuid:payment_id>/known", api.KnownDoor.as_view()),
    path("bank/payments/<uuid:payment_id>/aside", api.AsideDoor.as_view()),
    path("bank/payments/<uuid:payment_id>/amount", api.AmountDoor.as_view()),
    path("bank/matches/<uuid:match_id>/undoing", api.UndoingDoor.as_view()),
    path("bank/invoices", api.InvoicesDoor.as_view()),
    path("bank/credits", api.CreditsDoor.as_view()),
    path("bank/credits/<uuid:invoice_id>/returns", api.CreditReturnsDoor.as_view()),
    path("bank/credits/<uuid:invoice_id>/moves", api.CreditMovesDoor.as_view()),
]
