"""Addresses of this slice."""

from django.urls import path

from neuguong.base.exports import views

app_name = "exports"
urlpatterns = [
    path("", views.Exports.as_view(), name="list"),
    path("moi/", views.New.as_view(), name="new"),
    path("<int:pk>/", views.Detail.as_view(), name="detail"),
    path("<int:pk>/tep/", views.Download.as_view(), name="file"),
    path("<int:pk>/chay-lai/", views.Again.as_view(), name="again"),
    path("<int:pk>/huy/", views.GiveUp.as_view(), name="give_up"),
]
