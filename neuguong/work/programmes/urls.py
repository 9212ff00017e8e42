"""Addresses of this slice."""

from django.urls import path

from neuguong.work.programmes.views import conduct, planning, reading, registering

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
    path("chuan-muc/", conduct.Codes.as_view(), name="codes"),
    path("chuan-muc/moi/", conduct.AddCode.as_view(), name="code_add"),
    path("chuan-muc/<int:pk>/", conduct.CodePage.as_view(), name="code"),
    path("chuan-muc/<int:pk>/sua/", conduct.EditCode.as_view(), name="code_edit"),
    path("chuan-muc/<int:pk>/niem-yet/", conduct.CodePaper.as_view(), name="code_paper"),
    path("chuan-muc/<int:pk>/cong-khai/", conduct.PublicCode.as_view(), name="code_public"),
    path("phong-trao/", conduct.Movements.as_view(), name="movements"),
    path("phong-trao/moi/", conduct.AddMovement.as_view(), name="movement_add"),
    path("phong-trao/<int:pk>/", conduct.MovementPage.as_view(), name="movement"),
    path("phong-trao/<int:pk>/mo-hinh/", conduct.AddMovementModel.as_view(), name="movement_model_add"),
]
