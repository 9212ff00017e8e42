"""tools/check_migrations.py, run by `make check`, sees a model without a migration, a fork and a tool's name."""

from django.db import models
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.test.utils import isolate_apps

from tools.check_migrations import forks, labels, missing


def test_house() -> None:
    loader = MigrationLoader(None)
    assert missing(loader, labels()) == []
    assert forks(loader.graph, labels()) == []


def test_planted_model() -> None:
    loader = MigrationLoader(None)
    with isolate_apps("neuguong.base.orgs") as registry:

        class Club(models.Model):
            class Meta:
                app_label = "orgs"

        assert "orgs: not in any migration: Create model Club" in missing(loader, {"orgs"}, registry)


def test_planted_forks() -> None:
    graph = MigrationGraph()
    for name in ("0001_initial", "0002_clubs", "0002_alter_name"):
        graph.add_node(("orgs", name), None)
    graph.add_dependency("orgs", ("orgs", "0002_clubs"), ("orgs", "0001_initial"))
    graph.add_dependency("orgs", ("orgs", "0002_alter_name"), ("orgs", "0001_initial"))
    assert forks(graph, {"orgs"}) == [
        "orgs: two ends: 0002_alter_name, 0002_clubs",
        "orgs: numbered 0001, 0002, 0002",
        "orgs: 0002_alter_name: say what it does",
    ]
