"""Addresses of this slice."""

from django.urls import path

from neuguong.base.figures import views

app_name = "figures"
urlpatterns = [path("<slug:key>/", views.Rows.as_view(), name="rows")]
