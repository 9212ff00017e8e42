"""Addresses of cases, reception days, dialogues."""

from django.urls import path

from neuguong.work.dialogues.views import cases, handling, meetings, receptions

app_name = "dialogues"
urlpatterns = [
    path("", receptions.Receptions.as_view(), name="receptions"),
    path("xep-lich/", receptions.PlanReceptions.as_view(), name="reception_plan"),
    path("them-buoi/", receptions.AddReception.as_view(), name="reception_add"),
    path("ghi-ket-qua/", receptions.HoldReception.as_view(), name="reception_hold"),
    path("<int:pk>/", receptions.ReceptionPage.as_view(), name="reception"),
    path("don-thu/", cases.Cases.as_view(), name="cases"),
    path("don-thu/moi/", handling.Intake.as_view(), name="intake"),
    path("don-thu/thu-ly/", handling.AcceptCase.as_view(), name="case_sort"),
    path("don-thu/phan-loai/", handling.CorrectSort.as_view(), name="case_correct"),
    path("don-thu/chuyen/", handling.TransferCase.as_view(), name="case_transfer"),
    path("don-thu/nhap/", handling.MergeCase.as_view(), name="case_merge"),
    path("don-thu/tra-loi/", handling.AnswerCase.as_view(), name="case_answer"),
    path("don-thu/khong-thu-ly/", handling.RefuseCase.as_view(), name="case_refuse"),
    path("don-thu/cong-khai/", handling.PublishCase.as_view(), name="case_publish"),
    path("don-thu/<int:pk>/", cases.CasePage.as_view(), name="case"),
    path("don-thu/<int:pk>/thu-tra-loi.<str:suffix>", cases.CaseLetter.as_view(), name="case_letter"),
    path("doi-thoai/", meetings.Dialogues.as_view(), name="dialogues"),
    path("doi-thoai/moi/", meetings.PlanDialogue.as_view(), name="dialogue_plan"),
    path("doi-thoai/ghi/", meetings.WriteDialogue.as_view(), name="dialogue_write"),
    path("doi-thoai/<int:pk>/", meetings.DialoguePage.as_view(), name="dialogue"),
    path("da-hua/", meetings.Promises.as_view(), name="promises"),
    path("da-hua/<int:pk>/", meetings.FinishPromise.as_view(), name="promise"),
]
