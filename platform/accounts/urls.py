"""Doors to accounts, in each association."""

from __future__ import annotations

from django.urls import path

from accounts import api

urlpatterns = [
    path("session", api.SessionDoor.as_view()),
    path("sign-in", api.SignInDoor.as_view()),
    path("sign-in/codes", api.CodesDoor.as_view()),
    path("sign-in/link", api.LinkDoor.as_view()),
    path("officers", api.OfficersDoor.as_view()),
    path("officers/<int:grant_id>", api.OfficerDoor.as_view()),
]
