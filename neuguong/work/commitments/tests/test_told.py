"""What changed is told in people's words: between two hand-ins, and in the journal of results."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.test import Client

from neuguong.base.journal.queries import timeline
from neuguong.base.journal.services import take_step
from neuguong.work.commitments.choices import Group, Kind, State
from neuguong.work.commitments.flow import FLOW
from neuguong.work.commitments.models import Commitment, Item, Version
from neuguong.work.commitments.queries import differences
from neuguong.work.commitments.services import ItemInput, record_progress, save_draft
from neuguong.work.programmes.models import Standard
from neuguong.work.programmes.services import load_standards
from tests.cast import TODAY, Cast

Make = Callable[..., Commitment]


def _again(cast: Cast, row: Commitment, by: str, back: str, fields: dict[str, Any], items: list[ItemInput]) -> None:
    """Handed in, returned, written anew and handed in again."""
    take_step(FLOW, row, "submit", cast.user(by), now=cast.now)
    take_step(FLOW, row, "send_back", cast.user(back), "Thêm chỉ tiêu", now=cast.now)
    row.refresh_from_db()
    save_draft(
        commitment=row, fields=fields, items=items, edition=row.edition, actor=cast.user(by), now=cast.now, today=TODAY
    )
    take_step(FLOW, row, "submit", cast.user(by), now=cast.now)


def test_every_field_that_changed_is_told_in_words(opened: Cast, written: Make) -> None:
    load_standards(now=opened.now)
    standard = Standard.objects.order_by("code").first()
    row = written("long", Kind.HEAD)
    row.supervisor = opened.unit("ubkt")
    row.save()
    items = [
        ItemInput(
            1, "Rút ngắn thời gian cấp phép", dt.date(2026, 7, 31), group=Group.BREAKTHROUGH, standard_id=standard.pk,
            target=Decimal("1250.5"), measure_unit="hồ sơ",
        ),
        ItemInput(2, "Cắt giảm 30% thủ tục", dt.date(2026, 12, 15), group=Group.KEY_TASK),
    ]  # fmt: skip
    fields = {"mend_by": dt.date(2026, 6, 30), "supervisor": opened.unit("hoa-an"), "pressing_issue": "Hồ sơ quá hạn"}
    _again(opened, row, "long", "quang", fields, items)
    assert differences(row) == [
        ("Vấn đề bức xúc, tồn đọng", "Hồ sơ tồn đọng", "Hồ sơ quá hạn"),
        ("Thời hạn khắc phục", "", "30/06/2026"),
        ("Đơn vị theo dõi, giám sát", "Ủy ban Kiểm tra Tỉnh ủy", "Đảng ủy xã Hòa An"),
        ("Nội dung 1, nhóm", "Nhiệm vụ trọng tâm", "Nội dung đột phá"),
        ("Nội dung 1, chuẩn mực", "", str(standard)),
        ("Nội dung 1, số chỉ tiêu", "", "1.250,5"),
        ("Nội dung 1, đơn vị tính", "", "hồ sơ"),
        ("Nội dung 1, thời hạn", "30/06/2026", "31/07/2026"),
        ("Nội dung 2, nhóm", "Nội dung đột phá", "Nhiệm vụ trọng tâm"),
    ]


def test_who_steers_a_collective_is_told(opened: Cast, written: Make) -> None:
    row = written("thon-dong", Kind.COLLECTIVE, by="hung")
    items = [ItemInput(1, "Vận động 5 hộ hiến đất mở đường", dt.date(2026, 9, 30))]
    _again(opened, row, "hung", "thuy", {"steering": opened.person("mai")}, items)
    assert differences(row) == [("Đồng chí chỉ đạo", "", "Lê Thị Mai")]


def test_an_early_version_that_kept_less_is_not_a_change(opened: Cast, written: Make) -> None:
    row = written("lan")
    items = [ItemInput(1, "Vận động 5 hộ hiến đất mở đường", dt.date(2026, 9, 30))]
    _again(opened, row, "lan", "hung", {"mend_by": TODAY}, items)
    first = Version.objects.get(commitment=row, number=1)
    del first.content["mend_by"]
    first.save()
    assert differences(row) == []


def test_the_journal_tells_old_and_new_results(opened: Cast, written: Make) -> None:
    row = written("lan")
    Commitment.objects.filter(pk=row.pk).update(state=State.APPROVED)
    item = Item.objects.get(commitment=row)
    for minutes, (text, amount) in enumerate((("Đã vận động 3 hộ", Decimal(3)), ("Đã vận động 5 hộ", Decimal(5)))):
        record_progress(
            item=item, quarter=opened.quarters[2026, 3], text=text, amount=amount, actor=opened.user("lan"),
            now=opened.now + dt.timedelta(minutes=minutes), today=TODAY,
        )  # fmt: skip
    place = "Nội dung 1, Quý III/2026"
    assert timeline(row, FLOW)[0]["changes"] == [
        (place, "Đã vận động 3 hộ", "Đã vận động 5 hộ"),
        (f"{place}, số thực hiện", "3", "5"),
    ]
    client = Client()
    client.force_login(opened.user("lan"), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(f"/cam-ket/{row.pk}/").content.decode()
    assert page.count("Ghi kết quả quý</p>") == 2
    assert ">progress<" not in page
