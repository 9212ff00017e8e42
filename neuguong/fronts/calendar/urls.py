"""Addresses of this front."""

from django.urls import path

from neuguong.fronts.calendar.views import Feed, Link, Month

app_name = "calendar"
urlpatterns = [
    path("", Month.as_view(), name="month"),
    path("duong-dan/", Link.as_view(), name="link"),
    path("doc/<str:key>.ics", Feed.as_view(), name="feed"),
]
