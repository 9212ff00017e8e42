"""Checks that sheets of every slice share: the unit of a row exists and lives, its year is open."""

from django.utils.translation import gettext as _

from neuguong.base.periods.choices import PeriodKind
from neuguong.base.periods.queries import CIVIL
from neuguong.kit.sheets import Rows, day


def check_unit(rows: Rows, key: str, on: str = "") -> None:
    """The code in column `key`, if any, is a unit's; with `on` (SQL of a date over `r`) one alive on that day."""
    rows.fault(
        key,
        _("Không có đơn vị mã “%(code)s”."),
        f"r.{key} IS NOT NULL AND NOT EXISTS (SELECT FROM orgs_unit u WHERE u.code = r.{key})",
        code=f"r.{key}",
    )
    if on:
        rows.fault(
            key,
            _("Đơn vị “%(code)s” không hoạt động ngày %(on)s."),
            f"NOT EXISTS (SELECT FROM orgs_placement p WHERE p.unit_id = u.id AND p.valid @> {on})",
            tables=f"JOIN orgs_unit u ON u.code = r.{key}",
            code=f"r.{key}",
            on=day(on),
        )


def check_year(rows: Rows, key: str, year: str) -> None:
    """The calendar year that the SQL `year` gives over `r` has been opened."""
    rows.fault(
        key,
        _("Năm %(year)s chưa được mở trong hệ thống. Hãy mở năm này ở mục Kỳ rồi nạp lại."),
        f"{year} IS NOT NULL AND NOT EXISTS ({year_period('p', year)})",
        year=f"({year})::text",
    )


def year_period(alias: str, year: str) -> str:
    """SQL of the calendar year's period whose number the SQL `year` gives: one row of `periods_period`, or none."""
    return (
        f"SELECT {alias}.* FROM periods_period {alias} JOIN periods_calendar k ON k.id = {alias}.calendar_id"  # noqa: S608
        f" WHERE k.code = '{CIVIL}' AND {alias}.kind = '{PeriodKind.YEAR.value}' AND {alias}.year = {year}"
    )
