"""Doors."""

from __future__ import annotations

from django.urls import path

from billing.books import api

urlpatterns = [
    path("books", api.BooksDoor.as_view()),
    path("books/balance", api.BalanceDoor.as_view()),
    path("books/vouchers", api.VouchersDoor.as_view()),
    path("books/vouchers/<uuid:voucher_id>", api.VoucherDoor.as_view()),
]
