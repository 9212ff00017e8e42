"""Addresses of administration."""

from django.urls import path

from neuguong.base.access.views import delegations, grants, users

app_name = "access"
urlpatterns = [
    path("", grants.Grants.as_view(), name="grants"),
    path("quyen/them/", grants.AddGrant.as_view(), name="grant_add"),
    path("quyen/<int:pk>/thoi/", grants.EndGrant.as_view(), name="grant_end"),
    path("quyen/<int:pk>/uy-quyen/", delegations.Delegate.as_view(), name="delegate"),
    path("tai-khoan/", users.Users.as_view(), name="users"),
    path("tai-khoan/<int:pk>/", users.UserDetail.as_view(), name="user_detail"),
    path("tai-khoan/<int:pk>/ngung/", users.StopUser.as_view(), name="stop"),
    path("tai-khoan/<int:pk>/hoat-dong/", users.StartUser.as_view(), name="start"),
    path("tai-khoan/<int:pk>/bo-buoc-hai/", users.DropSecondStep.as_view(), name="drop_second_step"),
    path("nguoi/<int:pk>/mo-tai-khoan/", users.OpenLogin.as_view(), name="open_login"),
    path("ma/<int:pk>/in/", users.PrintCode.as_view(), name="print_code"),
    path("uy-quyen/", delegations.Delegations.as_view(), name="delegations"),
    path("uy-quyen/<int:pk>/", delegations.DelegationDetail.as_view(), name="delegation_detail"),
]
