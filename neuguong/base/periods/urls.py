"""Addresses of this slice."""

from django.urls import URLPattern

app_name = "periods"
urlpatterns: list[URLPattern] = []
