"""Addresses of consents and of requests about one's data."""

from django.urls import path

from neuguong.base.consents.views import asking, giving

app_name = "consents"
urlpatterns = [
    path("", asking.RequestList.as_view(), name="requests"),
    path("yeu-cau/<int:pk>/", asking.RequestPage.as_view(), name="request"),
    path("yeu-cau/<int:pk>/gia-han/", asking.Extend.as_view(), name="extend"),
    path("nguoi/<int:pk>/yeu-cau/", asking.Ask.as_view(), name="ask"),
    path("nguoi/<int:pk>/dong-y/<str:purpose>/", giving.Give.as_view(), name="give"),
    path("dong-y/<int:pk>/rut/", giving.Withdraw.as_view(), name="withdraw"),
]
