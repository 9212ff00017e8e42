"""Foreign keys point down too: `ForeignKey("reports.Report")` is a string that import-linter cannot read."""

import tomllib
from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture.source import ROOT

FLOORS = ["kit", "base", "work", "fronts", "config"]


def ranks() -> dict[str, tuple[int, int]]:
    """How high each slice stands, by its dotted name, from the orders written in pyproject.toml."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    orders = {one["containers"][0]: one["layers"] for one in contracts if len(one.get("containers", [])) == 1}
    return {
        f"{container}.{name}": (FLOORS.index(container.split(".")[1]), -place)
        for container, layers in orders.items()
        for place, name in enumerate(layers)
    }


def upward_keys(ours: Iterable[type[models.Model]]) -> list[str]:
    """Every relation of these models to a model of a higher slice."""
    rank = ranks()
    faults = []
    for model in ours:
        here = rank[model._meta.app_config.name]
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
            target = field.related_model
            if isinstance(target, type) and (there := rank.get(_home(target))) and there > here:
                faults.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    return faults


def _home(model: type[models.Model]) -> str:
    config = model._meta.app_config
    return config.name if config else ""


def our_models() -> list[type[models.Model]]:
    """The models of every slice, those that many-to-many fields make included."""
    return [m for m in apps.get_models(include_auto_created=True) if _home(m).startswith("neuguong.")]


def test_house() -> None:
    assert upward_keys(our_models()) == []


def test_kit_and_fronts_have_no_models() -> None:
    homes = {_home(model).split(".")[1] for model in our_models()}
    assert homes == {"base", "work"}


@isolate_apps("neuguong.base.orgs", "neuguong.work.commitments")
def test_planted() -> None:
    class Pledge(models.Model):
        class Meta:
            app_label = "commitments"

    class Office(models.Model):
        best = models.ForeignKey(Pledge, models.CASCADE)
        all_of_them = models.ManyToManyField(Pledge)

        class Meta:
            app_label = "orgs"

    assert upward_keys([Office]) == [
        "orgs.Office.best -> commitments.Pledge",
        "orgs.Office.all_of_them -> commitments.Pledge",
    ]
    assert upward_keys([Pledge]) == []
