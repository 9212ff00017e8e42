"""Addresses of this slice."""

from django.urls import path

from neuguong.base.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.BatchList.as_view(), name="list"),
    path("tai-len/", views.Upload.as_view(), name="upload"),
    path("mau/<slug:kind>/", views.Template.as_view(), name="template"),
    path("<int:pk>/", views.BatchPage.as_view(), name="batch"),
    path("<int:pk>/kiem-tra/", views.CheckAgain.as_view(), name="check"),
    path("<int:pk>/huy/", views.Cancel.as_view(), name="cancel"),
    path("<int:pk>/dong-loi/", views.ResultFile.as_view(), name="result_file"),
]
