"""Addresses of this slice."""

from django.urls import path

from neuguong.work.reports.views import reading, writing

app_name = "reports"
urlpatterns = [
    path("", reading.ReportList.as_view(), name="list"),
    path("moi/", writing.New.as_view(), name="new"),
    path("xem/", reading.Preview.as_view(), name="preview"),
    path("xem/tai/<str:suffix>/", reading.Preview.as_view(), name="preview_file"),
    path("ban-hanh/", writing.Issue.as_view(), name="issue"),
    path("<int:pk>/", reading.Detail.as_view(), name="detail"),
    path("<int:pk>/sua/", writing.Edit.as_view(), name="edit"),
    path("<int:pk>/tai/<str:suffix>/", reading.File.as_view(), name="file"),
]
