"""What is loaded before the forks must survive them, and must not be older than the preparation that follows."""

import subprocess
import sys

LOADS = """
import os, threading
import django
django.setup()
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.utils.functional import empty
from neuguong.config import processes, web
print("connection", connection.connection)
print("threads", len(os.listdir("/proc/self/task")))
print("static files read", staticfiles_storage._wrapped is not empty)
"""


def test_before_the_forks_nothing_is_open_and_no_static_file_is_read() -> None:
    done = subprocess.run([sys.executable, "-c", LOADS], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("connection None\nthreads 1\nstatic files read False\n", "")
