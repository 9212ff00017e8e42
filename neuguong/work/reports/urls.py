"""Addresses of this slice."""

from django.urls import path

from neuguong.work.reports.views import extending, owing, pressing, reading, writing

app_name = "reports"
urlpatterns = [
    path("", reading.ReportList.as_view(), name="list"),
    path("moi/", writing.New.as_view(), name="new"),
    path("xem/", reading.Preview.as_view(), name="preview"),
    path("xem/tai/<str:suffix>/", reading.Preview.as_view(), name="preview_file"),
    path("ban-hanh/", writing.Issue.as_view(), name="issue"),
    path("giao/", owing.OpenReports.as_view(), name="open"),
    path("nhan-ban-giay/", owing.Receive.as_view(), name="receive"),
    path("don-doc/", pressing.Press.as_view(), name="press"),
    path("don-doc/chua-ghi/", pressing.Silent.as_view(), name="silent"),
    path("don-doc/bang-giay/", pressing.OnPaper.as_view(), name="on_paper"),
    path("don-doc/bang-giay/tai/<str:suffix>/", pressing.OnPaper.as_view(), name="on_paper_file"),
    path("gia-han/", extending.ExtensionList.as_view(), name="extensions"),
    path("gia-han/xin/", extending.AskExtension.as_view(), name="ask"),
    path("gia-han/dong-y/", extending.Grant.as_view(), name="grant"),
    path("gia-han/<int:pk>/", extending.ExtensionPage.as_view(), name="extension"),
    path("<int:pk>/", reading.Detail.as_view(), name="detail"),
    path("<int:pk>/sua/", writing.Edit.as_view(), name="edit"),
    path("<int:pk>/tai/<str:suffix>/", reading.File.as_view(), name="file"),
]
