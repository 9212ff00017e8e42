"""Addresses of this slice."""

from django.urls import path

from neuguong.base.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.NoticeList.as_view(), name="list"),
    path("<int:pk>/", views.Open.as_view(), name="open"),
    path("thu/", views.ChooseMail.as_view(), name="mail"),
    path("chua-mo/", views.Unopened.as_view(), name="unopened"),
    path("da-doc/", views.MarkRead.as_view(), name="read"),
]
