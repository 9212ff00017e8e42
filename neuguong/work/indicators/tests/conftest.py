"""What communes report each quarter, and people who type it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from neuguong.base.access.choices import Role
from neuguong.base.access.models import Grant
from neuguong.base.orgs.choices import UnitKind
from neuguong.base.periods.models import Period
from neuguong.work.indicators.models import Indicator, Value
from neuguong.work.indicators.services import Line, enter_values, open_period, submit_values
from neuguong.work.indicators.tests.planting import indicator
from tests.cast import SINCE, TODAY, Cast

DUE = TODAY


def line(one: Indicator, amount: Any = None, base: Any = None, **fields: Any) -> Line:
    """What is typed for a number."""
    exact = [None if number is None else Decimal(str(number)) for number in (amount, base)]
    return Line((one.pk, fields.pop("category", "")), exact[0], exact[1], **fields)


@dataclass
class Reporting:
    """The cast with indicators: `road` (km), `homes` (a count), `done` (a ratio), `pci` (a rank); the third quarter of
    2026, opened for the whole province and due today."""

    cast: Cast
    road: Indicator
    homes: Indicator
    done: Indicator
    pci: Indicator
    opened: int = 0

    @property
    def period(self) -> Period:
        return self.cast.quarters[2026, 3]

    def row(self, one: Indicator, unit: str = "hoa-an") -> Value:
        return Value.objects.get(indicator=one, unit=self.cast.unit(unit), period=self.period, category="")

    def type(self, *lines: Line, by: str = "son", unit: str = "hoa-an", **more: Any) -> Any:
        given: dict[str, Any] = {"now": self.cast.now, "today": self.cast.today, "period": self.period} | more
        return enter_values(lines=lines, unit=self.cast.unit(unit), actor=self.cast.user(by), **given)

    def submit(self, by: str = "son", unit: str = "hoa-an") -> Any:
        return submit_values(unit=self.cast.unit(unit), period=self.period, actor=self.cast.user(by), now=self.cast.now)

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(self.cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client


@pytest.fixture
def asked(cast: Cast) -> Reporting:
    """The third quarter is opened: each commune owes four numbers."""
    issuer, communes = cast.unit("bac-son"), [UnitKind.PARTY_COMMUNE]
    given: dict[str, Any] = {"every": "QUARTER", "reported_by": communes}
    found = Reporting(
        cast,
        indicator(issuer, "duong", kind="LENGTH", measure_unit="km", places=3, name="Đường bê tông", **given),
        indicator(issuer, "nha", kind="COUNT", measure_unit="nhà", name="Nhà tình nghĩa", **given),
        indicator(
            issuer,
            "ho-so",
            kind="RATIO",
            over_tree="WEIGHTED",
            over_time="SUM",
            name="Hồ sơ đúng hạn",
            places=1,
            **given,
        ),
        indicator(issuer, "pci", kind="RANK", over_tree="NONE", over_time="LATEST", name="Thứ hạng", **given),
    )
    Grant.objects.create(user=cast.users["quang"], role=Role.STAFF, unit=cast.unit("bac-son"), valid=(SINCE, None))
    found.opened = open_period(period=found.period, issuer=issuer, due_on=DUE, now=cast.now, actor=cast.user("quang"))
    return found
