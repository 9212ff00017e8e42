"""Addresses of this slice."""

from django.urls import path

from neuguong.work.commitments.views import carrying, deciding, detail, reading, writing

app_name = "commitments"
urlpatterns = [
    path("", reading.CommitmentList.as_view(), name="list"),
    path("cho-quyet-dinh/", reading.Queue.as_view(), name="queue"),
    path("moi/", writing.New.as_view(), name="new"),
    path("mo-nam/", writing.OpenYear.as_view(), name="open_year"),
    path("viet/", writing.Edit.as_view(), name="edit"),
    path("phe-duyet/", deciding.Approve.as_view(), name="approve"),
    path("xac-nhan/", deciding.Confirm.as_view(), name="confirm"),
    path("bao-cao/", carrying.ReportResult.as_view(), name="report"),
    path("ket-qua/<int:pk>/", carrying.RecordProgress.as_view(), name="progress"),
    path("<int:pk>/bo-sung/", writing.Addition.as_view(), name="addition"),
    path("<int:pk>/", detail.Detail.as_view(), name="detail"),
]
