"""The app of this slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _l


class StudyApp(AppConfig):
    name = "neuguong.work.study"
    verbose_name = _l("Học tập chuyên đề")
