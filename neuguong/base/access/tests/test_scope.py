"""A branch covered by a role needs no filter; its rows are those that the policy lets through, each once."""

import datetime as dt

import pytest

from neuguong.base.access.choices import Role
from neuguong.base.access.queries import counted_inside, inside, scope_of, widest_scope
from neuguong.base.access.rules import within
from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Person, Tree
from neuguong.base.orgs.services import close_unit, open_unit, succeed
from neuguong.kit.policy import Policy
from tests.cast import Cast

policy = Policy(view=within(Role.STAFF, Role.APPROVER, unit="home_id"), mend=within(Role.SECRETARY))


def names(rows: object) -> list[str]:
    return sorted(person.full_name for person in rows)


def test_the_widest_branch_is_covered_by_the_role_held_there(cast: Cast) -> None:
    quang, today = cast.user("quang"), cast.today
    scope = widest_scope(quang, today, field="home_id")
    assert scope is not None
    assert scope.unit_id == cast.unit("bac-son").pk
    assert policy.rule("view").covers(quang, scope)
    branch = inside(Person.objects.all(), scope, today)
    assert names(policy.inside(branch, quang, scope)) == names(policy.visible(Person.objects.all(), quang))


@pytest.mark.parametrize("who", ["lan", "ha", "binh"])
def test_other_roles_and_other_branches_are_not_covered(cast: Cast, who: str) -> None:
    user, today = cast.user(who), cast.today
    commune = scope_of(cast.unit("hoa-an"), today, field="home_id")
    assert commune is not None
    assert not policy.rule("view").covers(user, commune)
    assert list(policy.inside(inside(Person.objects.all(), commune, today), user, commune)) == []


def test_a_branch_holds_what_lies_under_it(cast: Cast) -> None:
    commune = scope_of(cast.unit("hoa-an"), cast.today, field="home_id")
    assert commune is not None
    rows = inside(Person.objects.all(), commune, cast.today)
    assert names(rows) == names(Person.objects.filter(home__in=[cast.unit("thon-dong"), cast.unit("thon-tay")]))


def test_rows_of_a_split_unit_stand_once_in_the_branch_and_with_each_heir(cast: Cast) -> None:
    day = dt.date(2026, 6, 1)
    tree, commune, old = Tree.objects.get(code="party"), cast.unit("hoa-an"), cast.unit("thon-dong")
    heirs = [
        open_unit(
            code=f"bac-son/hoa-an/{name}", name=name, kind=UnitKind.SUB_CELL, tree=tree, parent=commune, since=day
        )
        for name in ("Đông Một", "Đông Hai")
    ]
    close_unit(unit=old, tree=tree, on=day)
    for heir in heirs:
        succeed(predecessor=old, successor=heir, kind="SPLIT", on=day)
    lived = names(Person.objects.filter(home=old))
    everybody = names(Person.objects.filter(home__in=[old, cast.unit("thon-tay")]))
    for unit, expected in ((commune, everybody), (heirs[0], lived), (heirs[1], lived)):
        scope = scope_of(unit, cast.today, field="home_id")
        assert scope is not None
        assert names(inside(Person.objects.all(), scope, cast.today)) == expected
        assert names(counted_inside(Person.objects.all(), scope, cast.today)) == expected
