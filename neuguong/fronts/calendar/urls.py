"""Addresses of this front."""

from django.urls import path

from neuguong.fronts.calendar.views import Month

app_name = "calendar"
urlpatterns = [path("", Month.as_view(), name="month")]
