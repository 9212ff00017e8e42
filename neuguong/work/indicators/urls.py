"""Addresses of this slice."""

from django.urls import path

from neuguong.work.indicators.views import charts, deciding, entering, procedures, reading, targets, workbook

app_name = "indicators"
urlpatterns = [
    path("", reading.Indicators.as_view(), name="list"),
    path("<int:pk>/", reading.IndicatorPage.as_view(), name="detail"),
    path("<int:pk>/bieu-do/<slug:drawing>/", charts.IndicatorChart.as_view(), name="chart"),
    path("<int:pk>/muc-phai-dat/", targets.Targets.as_view(), name="targets"),
    path("da-nop/", reading.Completeness.as_view(), name="completeness"),
    path("con-thieu/", reading.Missing.as_view(), name="missing"),
    path("nhap/<path:code>/<int:period>/", entering.Entry.as_view(), name="entry"),
    path("nhap-mot/", entering.EnterOne.as_view(), name="enter"),
    path("nhap-muon/<path:code>/<int:period>/", entering.Excuse.as_view(), name="excuse"),
    path("mo-ky/", entering.OpenPeriod.as_view(), name="open"),
    path("cho-duyet/", deciding.Queue.as_view(), name="queue"),
    path("duyet/", deciding.Approve.as_view(), name="approve"),
    path("tra-lai/", deciding.SendBack.as_view(), name="send_back"),
    path("so/<int:pk>/", deciding.ValuePage.as_view(), name="value"),
    path("dinh-chinh/de-nghi/", deciding.Restate.as_view(), name="restate"),
    path("dinh-chinh/<int:pk>/", deciding.RestatementPage.as_view(), name="restatement"),
    path("mau/<path:code>/<int:period>/", workbook.FormWorkbook.as_view(), name="workbook"),
    path("thu-tuc/", procedures.Procedures.as_view(), name="procedures"),
    path("thu-tuc/<int:pk>/", procedures.ProcedurePage.as_view(), name="procedure"),
    path("thu-tuc/<int:pk>/sua/", procedures.EditDays.as_view(), name="procedure_edit"),
]
