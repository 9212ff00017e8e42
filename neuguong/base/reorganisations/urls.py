"""Addresses of this slice."""

from django.urls import path

from neuguong.base.reorganisations import views

app_name = "reorganisations"
urlpatterns = [
    path("", views.Batches.as_view(), name="list"),
    path("soan/", views.AddBatch.as_view(), name="add"),
    path("ap-dung/", views.Apply.as_view(), name="apply"),
    path("hoan-tac/", views.Undo.as_view(), name="undo"),
    path("dong/<int:pk>/", views.EditLine.as_view(), name="line"),
    path("dong/<int:pk>/bo/", views.DropLine.as_view(), name="drop"),
    path("<int:pk>/", views.BatchPage.as_view(), name="detail"),
    path("<int:pk>/them/", views.AddLine.as_view(), name="add_line"),
    path("<int:pk>/chay-thu/", views.TryOut.as_view(), name="try"),
]
