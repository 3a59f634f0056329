"""Doors."""

from __future__ import annotations

from django.urls import path

from billing.invoices import api

urlpatterns = [
    path("invoices", api.InvoicesDoor.as_view()),
    path("invoices/counts", api.InvoiceCountsDoor.as_view()),
    path("invoices/buyers", api.BuyersDoor.as_view()),
    path("invoices/own", api.OwnInvoicesDoor.as_view()),
    path("invoices/settings", api.SettingsDoor.as_view()),
    path("invoices/members/<uuid:member_id>/details", api.DetailsDoor.as_view()),
    path("invoices/members/<uuid:member_id>/statement", api.StatementDoor.as_view()),
    path("invoices/<uuid:invoice_id>", api.InvoiceDoor.as_view()),
    path("invoices/<uuid:invoice_id>/issue", api.IssueDoor.as_view()),
    path("invoices/<uuid:invoice_id>/credit", api.CreditDoor.as_view()),
    path("invoices/<uuid:invoice_id>/write-off", api.WriteOffDoor.as_view()),
    path("invoices/<uuid:invoice_id>/letters", api.LettersDoor.as_view()),
    path("invoices/<uuid:invoice_id>/paper", api.PaperDoor.as_view()),
    path("invoices/<uuid:invoice_id>/e-invoice", api.EInvoiceDoor.as_view()),
    path("invoices/<uuid:invoice_id>/e-invoice/obstacles", api.EInvoiceObstaclesDoor.as_view()),
    path("invoices/<uuid:invoice_id>/draft-paper", api.DraftPaperDoor.as_view()),
    path("invoices/<uuid:invoice_id>/payments", api.PaymentsByHandDoor.as_view()),
    path("invoices/payments/<uuid:payment_key>/taking-back", api.TakingBackDoor.as_view()),
    path("invoices/<uuid:invoice_id>/payouts", api.PayingOutDoor.as_view()),
]
