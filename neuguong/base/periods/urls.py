"""Addresses of this slice."""

from django.urls import path

from neuguong.base.periods import views

app_name = "periods"
urlpatterns = [
    path("", views.CalendarPage.as_view(), name="list"),
    path("mo/", views.OpenPage.as_view(), name="open"),
    path("han/<int:pk>/", views.DeadlinePage.as_view(), name="deadline"),
]
