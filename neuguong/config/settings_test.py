"""Settings of the test suite: everything real (PostgreSQL, templates, policy), only faster hashing and no mail."""

from neuguong.config.settings import *  # noqa: F403
from neuguong.config.settings import STATIC_ROOT, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
NEUGUONG_TODAY = None
NEUGUONG_SENSITIVE = False
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
ACCOUNT_RATE_LIMITS = {}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns, and a warning is a fault here
NEUGUONG_CLOSED_KEYS = ["bmV1LWd1b25nLWtob2EtdGh1LW5naGllbS0xMjM0NTY="]  # of tests alone
