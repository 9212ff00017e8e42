"""One right, five faces: the list, the export, the page of one object, the figures' rows and the single check agree.

And a unit's figures are seen wherever they stand, or nowhere: unit page, rows, programmes, report.
"""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.access.queries import widest_scope
from neuguong.base.access.rules import units
from neuguong.base.accounts.models import User
from neuguong.base.figures.queries import figures, rows
from neuguong.base.orgs.models import Unit
from neuguong.base.orgs.queries import under
from neuguong.kit.figures import measure
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.rules import policy
from neuguong.work.commitments.services import open_year
from tests.cast import SINCE, TODAY, Cast

UNITS = ("trung-uong", "bac-son", "hoa-an", "thon-dong", "thon-tay", "binh-minh", "thon-nam", "ubkt", "so-xay-dung")
PEOPLE = ("lan", "hung", "tuan", "ha", "son", "thuy", "quang", "binh", "van", "an", "long")


@pytest.fixture
def opened(cast: Cast) -> Cast:
    open_year(unit=cast.unit("bac-son"), period=cast.years[2026], due_on=TODAY, day=TODAY)
    Commitment.objects.filter(kind="HEAD").update(supervisor=cast.unit("ubkt"))
    return cast


def _exported(client: Client, **asked: str) -> list[str]:
    text = client.get(reverse("commitments:list"), {**asked, "tai": "csv"}).getvalue().decode("utf-8-sig")
    return sorted(line["Mã đăng ký"] for line in csv.DictReader(io.StringIO(text)))


@given(
    name=st.sampled_from(PEOPLE),
    grants=st.lists(st.tuples(st.sampled_from(list(Role)), st.sampled_from(UNITS)), max_size=2, unique=True),
    place=st.sampled_from(UNITS),
)
# What fails is told as it was found: shrinking asks every page a hundred times over.
@settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_face_of_a_right_agrees(opened: Cast, name: str, grants: list[tuple[Role, str]], place: str) -> None:
    Grant.objects.filter(user=opened.users[name]).delete()
    for role, unit in grants:
        Grant.objects.create(user=opened.users[name], role=role, unit=opened.unit(unit), valid=(SINCE, None))
    user = opened.user(name)
    everything = Commitment.objects.order_by("pk")
    visible = set(policy.visible(everything, user).values_list("pk", flat=True))
    assert visible == {row.pk for row in everything if policy.can(user, "view", row)}
    assert visible == {row.pk for row in policy.abilities(everything, user) if row.can_view}

    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert _exported(client, **{"tat-ca": "1"}) == sorted(
        everything.filter(pk__in=visible).values_list("code", flat=True)
    )
    branch = widest_scope(user, TODAY)
    own = under(branch.unit_id, TODAY) if branch and policy.rule("view").covers(user, branch) else Unit.objects.all()
    assert _exported(client) == sorted(everything.filter(pk__in=visible, unit__in=own).values_list("code", flat=True))
    for row in everything:
        status = client.get(reverse("commitments:detail", args=[row.pk])).status_code
        assert status == (200 if row.pk in visible else 404)
    _figures_agree(opened, client, user, place, visible)


def _figures_agree(opened: Cast, client: Client, user: User, place: str, visible: set[int]) -> None:
    should, period, node = measure("should"), opened.years[2026], opened.unit(place)
    asked = {"don-vi": node.code, "ky": period.pk}
    is_seen = units.can(user, "view", node)
    pages = [
        client.get(reverse("desk:unit", args=[node.code])),
        client.get(reverse("figures:rows", args=["should"]), asked),
        client.get(reverse("programmes:list"), {"don-vi": node.code}),
        client.get(reverse("reports:preview"), asked),
    ]
    assert {page.status_code for page in pages} == {200 if is_seen else 404}
    if not is_seen:
        return

    behind = rows(should, node.pk, period, today=TODAY)
    assert figures([should], node.pk, [period], today=TODAY)[should.key, period.pk] == behind.count()
    total, seen = behind.count(), behind.filter(pk__in=visible).count()
    words = f"được xem cả {total} dòng" if seen == total else f"được xem {seen} trong {total} dòng"
    assert words in pages[1].content.decode()
    answer = client.get(reverse("figures:rows", args=["should"]), {**asked, "tai": "csv"})
    shown = answer.getvalue().decode("utf-8-sig").count("\n") - 1
    assert shown == seen
