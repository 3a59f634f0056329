"""Doors on the public site."""

from __future__ import annotations

from django.urls import path

from tenants.networks import api

urlpatterns = [
    path("countries", api.CountriesDoor.as_view()),
    path("sign-ups", api.SignUpsDoor.as_view()),
    path("sign-ups/<uuid:sign_up_id>", api.SignUpDoor.as_view()),
    path("sign-ups/<uuid:sign_up_id>/verify", api.VerifyDoor.as_view()),
    path("sign-ups/<uuid:sign_up_id>/retry", api.RetryDoor.as_view()),
    path("sign-ups/<uuid:sign_up_id>/code", api.NewCodeDoor.as_view()),
    path("slugs/<str:slug>", api.SlugDoor.as_view()),
]
