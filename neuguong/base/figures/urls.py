"""Addresses of this slice."""

from django.urls import path

from neuguong.base.figures import views

app_name = "figures"
urlpatterns = [
    path("chot/", views.SealsOfUnit.as_view(), name="seals"),
    path("chot/moi/", views.Sealing.as_view(), name="sealing"),
    path("chot/<int:pk>/", views.SealPage.as_view(), name="seal"),
    path("ma/", views.TypeCode.as_view(), name="type_code"),
    path("ma/<str:typed>/", views.Code.as_view(), name="code"),
    path("bieu-do/<slug:drawing>/<slug:key>/", views.FigureChart.as_view(), name="chart"),
    path("<slug:key>/", views.Rows.as_view(), name="rows"),
]
