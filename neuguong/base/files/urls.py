"""Addresses of this slice."""

from django.urls import path

from neuguong.base.files import views

app_name = "files"
urlpatterns = [
    path("<int:pk>/", views.FilePage.as_view(), name="open"),
    path("dinh-kem/<int:pk>/bo/", views.TakeOff.as_view(), name="take_off"),
]
