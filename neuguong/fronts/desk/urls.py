"""Addresses of the desk."""

from django.urls import path

from neuguong.fronts.desk.views import data, demo, home, people, posts, records, search, units

app_name = "desk"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("trinh-dien/", demo.SignInAs.as_view(), name="sign_in_as"),
    path("du-lieu-cua-toi/", data.MyData.as_view(), name="my_data"),
    path("du-lieu-cua-toi/tai/", data.Download.as_view(), name="my_data_download"),
    path("tim-kiem/", search.Search.as_view(), name="search"),
    path("nguoi/", people.PeopleList.as_view(), name="people"),
    path("nguoi/<int:pk>/", people.PersonPage.as_view(), name="person"),
    path("nguoi/chuc-vu/<int:pk>/thoi/", posts.LeavePost.as_view(), name="leave_post"),
    path("nguoi/<int:pk>/chuyen/", people.Transfer.as_view(), name="transfer"),
    path("nguoi/<int:pk>/du-lieu/", data.DataOf.as_view(), name="data_of"),
    path("nguoi/<int:pk>/ho-so-nhay-cam/", records.RecordPage.as_view(), name="record"),
    path("nguoi/<int:pk>/ho-so-nhay-cam/sua/", records.CorrectRecord.as_view(), name="record_correct"),
    path("don-vi/", units.Tree.as_view(), name="tree"),
    path("don-vi/<path:code>/", units.UnitPage.as_view(), name="unit"),
]
