"""The minutes of a cell meeting as a paper: what stands in it, for whom, and that it was taken."""

import datetime as dt
import io

import docx
import pytest
from django.test import Client

from neuguong.base.journal.services import take_step
from neuguong.work.commitments.queries import papers_of
from neuguong.work.study.choices import Status
from neuguong.work.study.flow import FLOW
from neuguong.work.study.models import Session
from neuguong.work.study.services import conclude, prepare, score, sheet_for, write_minutes
from neuguong.work.study.tests import given
from tests.cast import Cast


def taken(cast: Cast, who: str, one: Session, suffix: str = "docx") -> tuple[int, bytes]:
    client = Client()
    client.force_login(cast.users[who])
    answer = client.get(f"/hoc-tap/buoi/{one.pk}/bien-ban/{suffix}/")
    return answer.status_code, answer.getvalue()


def read(content: bytes) -> tuple[list[str], list[list[list[str]]]]:
    """The paragraphs of a Word file that are in no table, and its tables as cells."""
    file = docx.Document(io.BytesIO(content))
    lines = [one.text.strip() for one in file.paragraphs if one.text.strip()]
    return lines, [[[cell.text for cell in row.cells] for row in table.rows] for table in file.tables]


@pytest.fixture
def held(cast: Cast) -> Session:
    """Hùng presides, Lan is ill, Mai writes; one task, scored by the cell."""
    prepare(now=cast.now)
    one = given.called(cast, starts_at=dt.time(19, 30), places=["Nhà văn hóa thôn"])
    actor, now = cast.user("hung"), cast.now
    write_minutes(session=one, agenda="Đọc thư\nKiểm điểm", text="Đồng chí Mai nêu ý kiến.\nNhất trí.",
                  chair=cast.person("hung"), clerk=cast.person("mai"), edition=0, actor=actor, now=now)  # fmt: skip
    conclude(session=one, text="Thăm hộ khó khăn", assignee=cast.person("lan"), due_on=dt.date(2026, 11, 20),
             actor=actor, now=now)  # fmt: skip
    mark = given.mark(given.row(one, cast, "lan"), Status.EXCUSED, reason="Đi viện")
    given.call_roll(session=one, marks=[mark], actor=actor, now=now)
    given.roll(cast, one, hung=Status.PRESENT, mai=Status.PRESENT)
    take_step(FLOW, one, "close", actor, now=now)
    one.refresh_from_db()
    points = {line.number: line.most for line in sheet_for(one).criteria.all()}
    score(session=one, side="CELL", points=points, comment="", actor=actor, now=now)
    return one


def test_the_paper_says_what_the_minutes_say(cast: Cast, held: Session) -> None:
    status, content = taken(cast, "hung", held)
    lines, tables = read(content)
    head, missed, concluded, scored, signed = tables
    assert (status, head) == (
        200,
        [["ĐẢNG ỦY XÃ HÒA AN\nCHI BỘ THÔN ĐÔNG\n*", "ĐẢNG CỘNG SẢN VIỆT NAM\n"],
         ["", "Hòa An, ngày 15 tháng 11 năm 2026"]],
    )  # fmt: skip
    sheet = sheet_for(held)
    assert lines == [
        "BIÊN BẢN", "sinh hoạt chi bộ tháng 11 năm 2026", "-----",
        "I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN", "Buổi: Sinh hoạt tháng 11", "Thời gian: 19:30 ngày 15/11/2026",
        "Địa điểm: Nhà văn hóa thôn", "Chủ trì: Trần Văn Hùng", "Người ghi biên bản: Lê Thị Mai",
        "Được triệu tập: 3 đồng chí", "Có mặt: 2 đồng chí", "Vắng có lý do: 1 đồng chí",
        "Vắng không lý do: 0 đồng chí", "Các đồng chí vắng",
        "II. CHƯƠNG TRÌNH", "1. Đọc thư", "2. Kiểm điểm",
        "III. DIỄN BIẾN, Ý KIẾN", "Đồng chí Mai nêu ý kiến.", "Nhất trí.",
        "IV. KẾT LUẬN",
        "V. CHẤM ĐIỂM CHẤT LƯỢNG SINH HOẠT", f"Căn cứ chấm điểm: {sheet.basis} (chưa đối chiếu bản gốc).",
    ]  # fmt: skip
    assert missed == [["TT", "Họ và tên", "Vắng", "Lý do"], ["1", "Nguyễn Thị Lan", "Vắng có lý do", "Đi viện"]]
    assert concluded[1:] == [["1", "Thăm hộ khó khăn", "Nguyễn Thị Lan", "20/11/2026"]]
    assert scored[1:] == [["Chi bộ tự chấm", "100", "Tốt"]]
    assert signed == [["NGƯỜI GHI BIÊN BẢN\nLê Thị Mai", "CHỦ TRÌ\nTrần Văn Hùng"]]
    (entry,) = papers_of(cast.person("lan"))
    named = {"year": 2026, "paper": "minutes", "form": "docx", "people": [cast.person("lan").pk]}
    assert (entry.actor, entry.data, list(papers_of(cast.person("mai")))) == (cast.user("hung"), named, [])
    hers = Client()
    hers.force_login(cast.users["lan"])
    assert "Biên bản sinh hoạt chi bộ" in hers.get("/du-lieu-cua-toi/").content.decode()
    status, content = taken(cast, "hung", held, "pdf")
    assert (status, content[:5]) == (200, b"%PDF-")


def test_who_takes_it_and_who_is_named_in_it(cast: Cast) -> None:
    """A member of the cell reads the minutes; why another was missing is none of her matter."""
    held = given.called(cast)
    given.roll(cast, held, hung=Status.PRESENT, lan=Status.PRESENT, mai=Status.ABSENT)
    ladder = ("lan", "tuan", "ha", "hung", "son", "thuy", "van", "an", "binh")
    codes = {who: taken(cast, who, held)[0] for who in ladder}
    reads = dict.fromkeys(("lan", "hung", "son", "thuy", "van", "an"), 200)
    assert codes == {**dict.fromkeys(ladder, 404), **reads}
    lines, tables = read(taken(cast, "lan", held)[1])
    kept = "Họ tên, lý do của các đồng chí vắng ghi ở bản do chi bộ lưu."
    assert ("Vắng không lý do: 1 đồng chí" in lines, kept in lines, len(tables)) == (True, True, 2)
    assert read(taken(cast, "son", held)[1])[1][1][1:] == [["1", "Lê Thị Mai", "Vắng không lý do", ""]]
    assert [taken(cast, "hung", held, suffix)[0] for suffix in ("xlsx", "exe")] == [404, 404]


def test_before_the_meeting_it_is_a_form_and_of_none_there_is_no_paper(cast: Cast) -> None:
    one = given.called(cast)
    client = Client()
    client.force_login(cast.users["hung"])
    path = f"/hoc-tap/buoi/{one.pk}/"
    links = [f"{path}bien-ban/{suffix}/" for suffix in ("docx", "pdf")]
    assert [link in client.get(path).content.decode() for link in links] == [True, True]
    lines, tables = read(taken(cast, "hung", one)[1])
    assert [line for line in lines if line.startswith(("Được triệu tập", "Có mặt", "Chủ trì"))] == [
        "Chủ trì:", "Được triệu tập: 3 đồng chí", "Có mặt:",
    ]  # fmt: skip
    by_hand = "(Ký, ghi rõ họ tên)"
    assert [" ".join(cell.split()) for cell in tables[-1][0]] == [
        f"NGƯỜI GHI BIÊN BẢN {by_hand}", f"CHỦ TRÌ {by_hand}",
    ]  # fmt: skip
    assert [cell for row in tables[-1] for cell in row if "Lan" in cell] == []
    take_step(FLOW, one, "cancel", cast.user("hung"), "Trùng lịch", now=cast.now)
    assert taken(cast, "hung", one)[0] == 404
    assert [link in client.get(path).content.decode() for link in links] == [False, False]
