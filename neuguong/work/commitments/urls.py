"""Addresses of this slice."""

from django.urls import path

from neuguong.work.commitments.views import (
    board,
    carrying,
    cell,
    deciding,
    decisions,
    detail,
    editing,
    filling,
    reading,
    writing,
)

app_name = "commitments"
urlpatterns = [
    path("", reading.CommitmentList.as_view(), name="list"),
    path("cho-quyet-dinh/", reading.Queue.as_view(), name="queue"),
    path("moi/", writing.New.as_view(), name="new"),
    path("mo-nam/", writing.OpenYear.as_view(), name="open_year"),
    path("viet/", editing.Edit.as_view(), name="edit"),
    path("chi-bo-dan/<path:code>/", filling.Paste.as_view(), name="cell_paste"),
    path("chi-bo-chep/<path:code>/", filling.CopyLastYear.as_view(), name="cell_copy"),
    path("chi-bo-trinh/<path:code>/", cell.Batch.as_view(), name="cell_batch"),
    path("chi-bo/<path:code>/", cell.Cell.as_view(), name="cell"),
    path("phe-duyet/", deciding.Approve.as_view(), name="approve"),
    path("tra-lai/", deciding.SendBack.as_view(), name="send_back"),
    path("ly-do-tra-lai/", decisions.Returns.as_view(), name="returns"),
    path("quyet-dinh/<int:pk>/", decisions.DecisionPage.as_view(), name="decision"),
    path("quyet-dinh/<int:pk>.<str:suffix>", decisions.DecisionFile.as_view(), name="decision_file"),
    path("xac-nhan/", deciding.Confirm.as_view(), name="confirm"),
    path("bao-cao/", carrying.ReportResult.as_view(), name="report"),
    path("ket-qua/<int:pk>/", carrying.RecordProgress.as_view(), name="progress"),
    path("dot-pha/<path:code>/", board.Heads.as_view(), name="board"),
    path("<int:pk>/bo-sung/", writing.Addition.as_view(), name="addition"),
    path("<int:pk>/", detail.Detail.as_view(), name="detail"),
]
