"""Addresses of this slice."""

from django.urls import path

from neuguong.work.oversight.views import draws, findings, plans, visits

app_name = "oversight"
urlpatterns = [
    path("", visits.Visits.as_view(), name="list"),
    path("ngoai-ke-hoach/", visits.Schedule.as_view(), name="schedule"),
    path("ghi-ket-qua/", visits.Hold.as_view(), name="hold"),
    path("dot-pha/<int:pk>/", visits.Check.as_view(), name="check"),
    path("ke-hoach/", plans.Plans.as_view(), name="plans"),
    path("ke-hoach/moi/", plans.AddPlan.as_view(), name="plan_add"),
    path("ke-hoach/ban-hanh/", plans.IssuePlan.as_view(), name="plan_issue"),
    path("ke-hoach/<int:pk>/", plans.PlanPage.as_view(), name="plan"),
    path("ke-hoach/<int:pk>/sua/", plans.EditPlan.as_view(), name="plan_edit"),
    path("ke-hoach/<int:pk>/them/", plans.AddVisits.as_view(), name="plan_visits"),
    path("ke-hoach/<int:pk>/boc-tham/", draws.StartDraw.as_view(), name="draw_start"),
    path("ke-hoach/<int:pk>/tep/<str:suffix>/", plans.PlanFile.as_view(), name="plan_file"),
    path("boc-tham/tinh-lai/", draws.Recompute.as_view(), name="recompute"),
    path("boc-tham/<int:pk>/", draws.DrawPage.as_view(), name="draw"),
    path("boc-tham/<int:pk>/chot/", draws.FreezeDraw.as_view(), name="draw_freeze"),
    path("boc-tham/<int:pk>/bo/", draws.DropDraw.as_view(), name="draw_drop"),
    path("phat-hien/", findings.Findings.as_view(), name="findings"),
    path("phat-hien/khac-phuc/", findings.Remedy.as_view(), name="remedy"),
    path("phat-hien/<int:pk>/", findings.FindingPage.as_view(), name="finding"),
    path("phat-hien/<int:pk>/sua/", findings.EditFinding.as_view(), name="finding_edit"),
    path("<int:pk>/", visits.VisitPage.as_view(), name="visit"),
    path("<int:pk>/phat-hien/", findings.AddFinding.as_view(), name="find"),
    path("<int:pk>/bien-ban/<str:suffix>/", visits.Minutes.as_view(), name="minutes"),
]
