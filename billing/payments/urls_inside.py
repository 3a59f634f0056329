"""Doors of an association to payments through Stripe."""

from __future__ import annotations

from django.urls import path

from billing.payments import api

urlpatterns = [
    path("payments/account", api.AccountDoor.as_view()),
    path("payments/account/onboarding", api.OnboardingDoor.as_view()),
    path("payments/desk", api.DeskDoor.as_view()),
    path("payments/doubts/<uuid:doubt_id>/checked", api.DoubtDoor.as_view()),
    path("payments/catch-up", api.CatchUpDoor.as_view()),
    path("payments/invoices/<uuid:invoice_id>", api.PayingDoor.as_view()),
    path("payments/invoices/<uuid:invoice_id>/page", api.PageDoor.as_view()),
    path("payments/invoices/<uuid:invoice_id>/send", api.SendDoor.as_view()),
    path("payments/invoices/<uuid:invoice_id>/charge", api.SavedDoor.as_view()),
    path("payments/invoices/<uuid:invoice_id>/link", api.LinkDoor.as_view()),
    path("payments/members/<uuid:member_id>/consent", api.ConsentDoor.as_view()),
    path("payments/charges/<uuid:charge_id>/refunds", api.RefundsDoor.as_view()),
    path("payments/charges/<uuid:charge_id>/invoice", api.AssignDoor.as_view()),
    path("payments/links/<str:pay_token>", api.LinkedPayingDoor.as_view()),
    path("payments/links/<str:pay_token>/page", api.LinkedPageDoor.as_view()),
    path("payments/links/<str:pay_token>/look", api.LinkedLookDoor.as_view()),
    path("payments/links/<str:pay_token>/paper", api.LinkedPaperDoor.as_view()),
]
