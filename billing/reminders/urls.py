"""Doors."""

from __future__ import annotations

from django.urls import path

from billing.reminders import api

urlpatterns = [
    path("reminders", api.RemindersDoor.as_view()),
    path("reminders/ladder", api.LadderDoor.as_view()),
    path("reminders/sending", api.SendDoor.as_view()),
    path("reminders/sample", api.SampleDoor.as_view()),
    path("reminders/<uuid:reminder_id>/again", api.AgainDoor.as_view()),
    path("reminders/invoices/<uuid:invoice_id>", api.OfInvoiceDoor.as_view()),
    path("reminders/strikings/<uuid:member_id>", api.StrikingDoor.as_view()),
    path("reminders/pauses/<uuid:member_id>", api.PauseDoor.as_view()),
]
