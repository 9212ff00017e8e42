"""Targets of a unit's direct children."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from neuguong.base.journal.queries import history
from neuguong.work.indicators.models import Target
from neuguong.work.indicators.queries import cascade
from neuguong.work.indicators.services.targets import NO_TARGET, set_targets
from neuguong.work.indicators.tests.planting import indicator, target
from tests.cast import Cast

D = Decimal


def given(cast: Cast, one: Any, unit: str, actor: str, **fields: Any) -> int:
    words: dict[str, Any] = {"seen": {}, "decision": "NQ 12"} | fields
    return set_targets(
        unit=cast.unit(unit), indicator=one, period=cast.years[2026], actor=cast.user(actor), now=cast.now, **words
    )


def test_a_unit_sets_the_targets_of_its_children(cast: Cast) -> None:
    one = indicator(cast.unit("bac-son"))
    east, west = cast.unit("thon-dong").pk, cast.unit("thon-tay").pk
    assert given(cast, one, "hoa-an", "son", given={east: (D(10), None), west: (D(5), None)}) == 2
    row = Target.objects.get(unit=east)
    assert (row.amount, row.decision) == (D(10), "NQ 12")
    assert [entry.step for entry in history(row)] == ["set_target"]
    seen = {east: (D(10), None), west: (D(5), None)}
    assert given(cast, one, "hoa-an", "son", given={east: NO_TARGET, west: (D(5), None)}, seen=seen) == 1
    assert list(Target.objects.values_list("unit", "amount")) == [(west, D(5))]


def test_who_may_not(cast: Cast) -> None:
    one = indicator(cast.unit("bac-son"))
    for unit, actor, child in (
        ("hoa-an", "hung", "thon-dong"),
        ("hoa-an", "ha", "thon-dong"),
        ("hoa-an", "son", "thon-nam"),
        ("hoa-an", "son", "hoa-an"),
        ("bac-son", "son", "hoa-an"),
    ):
        with pytest.raises(PermissionDenied):
            given(cast, one, unit, actor, given={cast.unit(child).pk: (D(1), None)})
    assert given(cast, one, "bac-son", "quang", given={cast.unit("bac-son").pk: (D(1), None)}) == 1


def test_what_another_has_changed_is_not_written_over(cast: Cast) -> None:
    one = indicator(cast.unit("bac-son"))
    east = cast.unit("thon-dong").pk
    given(cast, one, "hoa-an", "son", given={east: (D(10), None)})
    with pytest.raises(ValidationError) as refused:
        given(cast, one, "hoa-an", "thuy", given={east: (D(12), None)}, seen={})
    assert refused.value.messages == ["Chi bộ Thôn Đông: mức này vừa được sửa ở nơi khác, nay là 10 m²."]
    assert given(cast, one, "hoa-an", "thuy", given={east: NO_TARGET}, seen={}) == 0
    ratio = indicator(cast.unit("bac-son"), code="ty-le", kind="RATIO", over_tree="WEIGHTED")
    with pytest.raises(ValidationError) as wrong:
        given(cast, ratio, "hoa-an", "son", given={east: (D(9), None)})
    assert wrong.value.messages == ["Chi bộ Thôn Đông: Chưa nhập mẫu số."]


def test_the_children_against_the_unit(cast: Cast) -> None:
    one = indicator(cast.unit("bac-son"))
    hoa_an, year = cast.unit("hoa-an"), cast.years[2026]
    target(one, hoa_an, year, 12)
    target(one, cast.unit("thon-dong"), year, 10)
    found = cascade(one, hoa_an.pk, year)
    assert (found.below.number, found.gap, found.unset) == (D(10), D(2), 1)
    rank = indicator(cast.unit("bac-son"), code="pci", kind="RANK", over_tree="NONE", over_time="LATEST")
    target(rank, hoa_an, year, 12, 63)
    target(rank, cast.unit("thon-dong"), year, 10, 63)
    assert cascade(rank, hoa_an.pk, year).gap is None


def test_the_page(cast: Cast, client: Client) -> None:
    one = indicator(cast.unit("bac-son"), places=1)
    east = cast.unit("thon-dong").pk
    address = f"/chi-tieu/{one.pk}/muc-phai-dat/?don-vi=bac-son/hoa-an&ky={cast.years[2026].pk}"
    client.force_login(cast.user("hung"))
    assert client.get(address).status_code == 404
    client.force_login(cast.user("son"))
    page = client.get(address).content.decode()
    assert f'name="amount-{east}"' in page
    assert client.post(address, {f"amount-{east}": "37,210", "decision": ""}).status_code == 422
    assert client.post(address, {f"amount-{east}": "1.250,5", "decision": "NQ 1"}).status_code == 302
    assert Target.objects.get().amount == D("1250.5")
    stale = client.post(address, {f"amount-{east}": "7", "decision": ""})
    assert stale.status_code == 422
    assert "nay là 1.250,5 m²" in stale.content.decode()
