"""Verifying a seal tells a corrected number from one that was changed without a decision."""

from decimal import Decimal

from neuguong.base.figures.services import seal, verify
from neuguong.work.indicators.models import Value
from neuguong.work.indicators.services import approve_values, propose_restatement
from neuguong.work.indicators.tests.conftest import Reporting, line
from neuguong.work.indicators.tests.test_decide import rows


def test_a_correction_explains_what_differs(asked: Reporting) -> None:
    cast = asked.cast
    asked.type(line(asked.road, "75.6"), line(asked.homes, 12))
    asked.submit()
    approve_values(rows=rows(asked), actor=cast.user("quang"), now=cast.now)
    seal(unit=cast.unit("bac-son"), period=asked.period, actor=cast.user("quang"), now=cast.now)
    assert list(verify()) == []
    made = propose_restatement(
        value=asked.row(asked.homes), amount=Decimal(13), base=None, reason="Sót một nhà.", actor=cast.user("son"),
        now=cast.now,
    )  # fmt: skip
    asked.client("quang").post(f"/buoc/dinh-chinh/{made.pk}/", {"buoc": "approve"})
    Value.objects.filter(pk=asked.row(asked.road).pk).update(amount=Decimal("80"))
    told = {one.sentence.split("; ")[-1] for one in verify() if not one.is_fault}
    day = "15/11/2026"
    who = cast.users["quang"].display_name
    assert told == {f"đính chính ngày {day}, {who} duyệt: Sót một nhà.", "chưa có đính chính nào nói vì sao."}
