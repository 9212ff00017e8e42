"""Addresses of this slice."""

from django.urls import path

from neuguong.work.study.views import meetings, planning, reading, rolls

app_name = "study"
urlpatterns = [
    path("", reading.Overview.as_view(), name="list"),
    path("chuyen-de/moi/", planning.AddTheme.as_view(), name="theme_add"),
    path("chuyen-de/<int:pk>/", reading.ThemePage.as_view(), name="theme"),
    path("chuyen-de/<int:pk>/tai-lieu/", planning.AddMaterial.as_view(), name="material_add"),
    path("buoi/", reading.Sessions.as_view(), name="sessions"),
    path("buoi/moi/", planning.AddSession.as_view(), name="session_add"),
    path("buoi/<int:pk>/", reading.SessionPage.as_view(), name="session"),
    path("buoi/<int:pk>/sua/", planning.EditSession.as_view(), name="session_edit"),
    path("buoi/<int:pk>/moi-du/", planning.Invite.as_view(), name="invite"),
    path("buoi/<int:pk>/moi-them/", planning.InvitePerson.as_view(), name="invite_person"),
    path("buoi/<int:pk>/hoc-bu/", planning.MakeUp.as_view(), name="make_up"),
    path("buoi/<int:pk>/nguoi-du/", reading.Attendances.as_view(), name="attendances"),
    path("buoi/<int:pk>/diem-danh/", rolls.Roll.as_view(), name="roll"),
    path("buoi/<int:pk>/diem-danh/gui/", rolls.SendMarks.as_view(), name="send_marks"),
    path("buoi/<int:pk>/bien-ban/", meetings.WriteMinutes.as_view(), name="minutes"),
    path("buoi/<int:pk>/bien-ban/<str:suffix>/", meetings.MinutesFile.as_view(), name="minutes_file"),
    path("buoi/<int:pk>/ket-luan/", meetings.Conclude.as_view(), name="conclude"),
    path("buoi/<int:pk>/cham-diem/", meetings.Score.as_view(), name="score"),
    path("ket-luan/", meetings.Conclusions.as_view(), name="conclusions"),
    path("ket-luan/<int:pk>/", meetings.Finish.as_view(), name="conclusion"),
    path("buoi/<int:pk>/ma/", rolls.ShowCode.as_view(), name="code"),
    path("ngoai-tuyen.js", rolls.Worker.as_view(), name="worker"),
    path("xac-nhan/<str:code>/", rolls.Confirm.as_view(), name="confirm"),
]
