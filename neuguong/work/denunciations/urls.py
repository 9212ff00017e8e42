"""Addresses of this slice; uploads under them stay in memory (settings.NEUGUONG_IN_MEMORY)."""

from django.urls import path

from neuguong.work.denunciations.views import entrusting, handling, receiving

app_name = "denunciations"
urlpatterns = [
    path("", handling.Home.as_view(), name="home"),
    path("moi/", receiving.Receive.as_view(), name="receive"),
    path("<int:pk>/", handling.Detail.as_view(), name="detail"),
    path("<int:pk>/sua/", receiving.Amend.as_view(), name="amend"),
    path("<int:pk>/tep/", receiving.AddPapers.as_view(), name="papers"),
    path("<int:pk>/giao/", entrusting.Assign.as_view(), name="assign"),
    path("buoc/", handling.TakeStep.as_view(), name="step"),
    path("tep/<int:pk>/", handling.OpenPaper.as_view(), name="paper"),
    path("quyen/", entrusting.Trusts.as_view(), name="trusts"),
    path("quyen/moi/", entrusting.Entrust.as_view(), name="entrust"),
    path("quyen/<int:pk>/thoi/", entrusting.EndTrust.as_view(), name="end_trust"),
]
