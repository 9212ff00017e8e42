"""Operations that stand together end in the state in which they end one by one."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from neuguong.kit.migrations import Together

KEY = ("id", models.BigAutoField(primary_key=True))


def operations() -> tuple[migrations.CreateModel, ...]:
    """Two new tables that refer to each other's app, and one to itself."""
    return (
        migrations.CreateModel("Tree", [KEY, ("code", models.CharField(max_length=9))]),
        migrations.CreateModel("Unit", [KEY, ("tree", models.ForeignKey("probe.tree", models.PROTECT))]),
        migrations.CreateModel("Post", [KEY, ("above", models.ForeignKey("probe.post", models.PROTECT, null=True))]),
    )


def drawn() -> ProjectState:
    state = ProjectState()
    assert state.apps.get_models() == []  # from now on every change draws
    return state


def columns(state: ProjectState) -> dict[str, list[str]]:
    return {model.__name__: sorted(f.name for f in model._meta.get_fields()) for model in state.apps.get_models()}


def test_the_picture_is_the_same() -> None:
    one_by_one, together = drawn(), drawn()
    for one in operations():
        one.state_forwards("probe", one_by_one)
    Together(*operations()).state_forwards("probe", together)
    assert together == one_by_one
    expected = {"Tree": ["code", "id", "unit"], "Unit": ["id", "tree"], "Post": ["above", "id", "post"]}
    assert columns(together) == columns(one_by_one) == expected


@pytest.mark.django_db
def test_forth_and_back() -> None:
    step, before, after = Together(*operations()), ProjectState(), ProjectState()
    step.state_forwards("probe", after)
    names = {"probe_tree", "probe_unit", "probe_post"}
    with connection.schema_editor() as editor:
        step.database_forwards("probe", editor, before, after)
    assert names <= set(connection.introspection.table_names())
    with connection.schema_editor() as editor:
        step.database_backwards("probe", editor, after, before)
    assert not names & set(connection.introspection.table_names())


def test_only_what_can_go_back_can_go_back_together() -> None:
    assert Together(*operations()).reversible
    assert not Together(*operations(), migrations.RunSQL("SELECT 1")).reversible
