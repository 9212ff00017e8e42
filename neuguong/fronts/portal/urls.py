"""Addresses of the public site."""

from django.urls import path

from neuguong.fronts.portal.views import bringing, reading

app_name = "portal"
urlpatterns = [
    path("", reading.Home.as_view(), name="home"),
    path("gui/", bringing.Send.as_view(), name="send"),
    path("theo-doi/", bringing.Follow.as_view(), name="follow"),
    path("hai-long/<str:mark>/", bringing.Rate.as_view(), name="rate"),
    path("lich-tiep/", reading.Schedule.as_view(), name="schedule"),
    path("hoi-dap/", reading.Answers.as_view(), name="answers"),
    path("to-cao/", reading.Denounce.as_view(), name="denounce"),
]
