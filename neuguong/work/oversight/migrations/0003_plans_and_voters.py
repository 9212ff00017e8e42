"""Plans count themselves; visits also add up who came to the meetings with voters."""

from django.db import migrations

from neuguong.base.figures.operations import InstallCube, RemoveCube

VISITS = (("kind", "text"), ("body_kind", "text"), ("state", "text"), ("planned_on", "date"))


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0002_places_and_cubes"),
        ("figures", "0002_engine"),
    ]

    operations = [
        InstallCube(key="oversight_plans", table="oversight_plan", dims=(("body_kind", "text"), ("state", "text"))),
        RemoveCube(key="oversight_visits", table="oversight_visit", dims=VISITS),
        InstallCube(key="oversight_visits", table="oversight_visit", dims=VISITS, sums=("attended",)),
    ]
