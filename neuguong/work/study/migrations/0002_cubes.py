"""Sessions, turns of attendance, learners, conclusions and points of meetings count themselves."""

from django.db import migrations

from neuguong.base.figures.operations import InstallCube


class Migration(migrations.Migration):
    dependencies = [
        ("study", "0001_initial"),
        ("figures", "0002_engine"),
    ]

    operations = [
        InstallCube(
            key="study_sessions",
            table="study_session",
            dims=(("kind", "text"), ("state", "text"), ("is_make_up", "boolean"), ("theme_id", "text")),
        ),
        InstallCube(
            key="study_turns",
            table="study_attendance",
            dims=(
                ("kind", "text"),
                ("status", "text"),
                ("expected", "boolean"),
                ("is_make_up", "boolean"),
                ("theme_id", "text"),
            ),
        ),
        InstallCube(
            key="study_learners",
            table="study_learner",
            dims=(("theme_id", "text"), ("expected", "boolean"), ("has_studied", "boolean"), ("is_made_up", "boolean")),
        ),
        InstallCube(
            key="study_conclusions", table="study_conclusion", dims=(("is_done", "boolean"), ("due_on", "date"))
        ),
        InstallCube(key="study_scorings", table="study_scoring", dims=(("side", "text"), ("rating", "text"))),
    ]
