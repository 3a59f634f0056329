"""Telling people: letters and calendar invitations."""
