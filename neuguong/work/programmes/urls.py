"""Addresses of this slice."""

from django.urls import path

from neuguong.work.programmes.views import planning, reading, registering

app_name = "programmes"
urlpatterns = [
    path("", reading.Programmes.as_view(), name="list"),
    path("moi/", registering.AddProgramme.as_view(), name="add"),
    path("<int:pk>/", reading.ProgrammePage.as_view(), name="detail"),
    path("van-ban/", reading.Documents.as_view(), name="documents"),
    path("van-ban/moi/", registering.AddDocument.as_view(), name="document_add"),
    path("ke-hoach/", reading.Plans.as_view(), name="plans"),
    path("ke-hoach/giao/", planning.OpenPlans.as_view(), name="open_plans"),
    path("ke-hoach/viet/", planning.EditPlan.as_view(), name="plan_edit"),
    path("ke-hoach/ban-hanh/", planning.IssuePlan.as_view(), name="plan_issue"),
    path("ke-hoach/<int:pk>/", reading.PlanPage.as_view(), name="plan"),
    path("nhiem-vu/<int:pk>/", planning.FinishTask.as_view(), name="task"),
    path("tuyen-truyen/", reading.Communications.as_view(), name="communications"),
    path("tuyen-truyen/moi/", registering.AddCommunication.as_view(), name="communication_add"),
]
