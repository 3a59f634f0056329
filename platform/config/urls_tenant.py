"""Addresses of one association: every room's API, and the front end for everything else."""

from __future__ import annotations

from django.urls import include, path

from config.static import front_end, no_such_door

urlpatterns = [
    path("api/", include("accounts.urls")),
    path("api/", include("journal.urls")),
    path("api/", include("tenants.networks.urls_inside")),
    path("api/", include("tenants.members.urls")),
    path("api/", include("tenants.statutes.urls")),
    path("api/", include("tenants.founding.urls")),
    path("api/", include("tenants.exports.urls")),
    path("api/", include("voting.meetings.urls")),
    path("api/", include("voting.floor.urls")),
    path("api/", include("voting.ceremony.urls")),
    path("api/", include("voting.ballotbox.urls")),
    path("api/", include("voting.register.urls")),
    path("api/", include("voting.polls.urls")),
    path("api/", include("voting.motions.urls")),
    path("api/", include("voting.elections.urls")),
    path("api/", include("voting.convening.urls")),
    path("api/", include("voting.minutes.urls")),
    path("api/", include("billing.invoices.urls")),
    path("api/", include("billing.dues.urls")),
    path("api/", include("billing.payments.urls_inside")),
    path("api/", include("billing.bank.urls")),
    path("api/", include("billing.reminders.urls")),
    path("api/", include("billing.books.urls")),
    path("api/", include("billing.reports.urls")),
    path("api/", include("billing.subscriptions.urls")),
    path("api/<path:path>", no_such_door),
    path("", front_end),
    path("<path:path>", front_end),
]
handler500 = "kernel.problems.broken"
