"""Addresses of this slice.

`take` asks and takes a step on one object, named by `buoc`; `batch` asks about the rows ticked in a list, named by
`chon`; `step` asks and takes one step on any number of objects, named by `ids` or `id`.
"""

from django.urls import path

from neuguong.base.journal import views

app_name = "journal"
urlpatterns = [
    path("<str:flow>/", views.BatchView.as_view(), name="batch"),
    path("<str:flow>/<int:pk>/", views.StepView.as_view(), name="take"),
    path("<str:flow>/<str:step>/", views.StepView.as_view(), name="step"),
]
