"""Addresses of this slice."""

from django.urls import URLPattern

app_name = "journal"
urlpatterns: list[URLPattern] = []
