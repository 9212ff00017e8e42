"""Forms to print, and the list posted at the office: what stands in them, in which order, and who may have them."""

import datetime as dt
import io
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import docx
import pytest
from django.test import Client

from neuguong.base.consents.choices import Purpose
from neuguong.base.consents.queries import wordings
from neuguong.base.consents.services import give, withdraw
from neuguong.base.journal.models import Entry
from neuguong.base.orgs.choices import UnitKind
from neuguong.base.orgs.models import Tree
from neuguong.base.orgs.services import appoint, open_unit
from neuguong.kit.documents import System
from neuguong.work.commitments.choices import Kind, State
from neuguong.work.commitments.documents import forms_of, posted
from neuguong.work.commitments.documents import written as with_all
from neuguong.work.commitments.documents.posted import brief
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.services import ItemInput, save_draft
from neuguong.work.programmes.models import Standard
from tests.cast import SINCE, TODAY, Cast

Make = Callable[..., Commitment]
EAST = "bac-son/hoa-an/thon-dong"


def enter(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def lines(content: bytes) -> list[str]:
    """Every paragraph of a Word file in order, tables too, without the empty ones."""
    body = docx.Document(io.BytesIO(content)).element.body
    said = (
        "".join(t.text or "" for t in p.iter() if t.tag.endswith("}t")) for p in body.iter() if p.tag.endswith("}p")
    )
    return [line for line in said if line.strip()]


def in_order(said: list[str], *wanted: str) -> bool:
    rest = iter(said)
    return all(any(line.startswith(one) for line in rest) for one in wanted)


@pytest.fixture
def standard(db: None) -> Standard:
    return Standard.objects.create(code=3, name="Cần, kiệm, liêm, chính", basis="144-QĐ/TW", valid=(SINCE, None))


@pytest.fixture
def lan(opened: Cast, written: Make, standard: Standard) -> Commitment:
    row = written("lan")
    things = [
        ItemInput(1, "Vận động 5 hộ hiến đất", dt.date(2026, 9, 30), measure_taken="Đến từng nhà",
                  product="Đường mới", target=Decimal(5), measure_unit="hộ"),
        ItemInput(2, "Tiết kiệm điện", dt.date(2026, 12, 15), standard_id=standard.pk),
    ]  # fmt: skip
    fields = {"shortcomings": "Chưa thường xuyên xuống cơ sở", "mend_by": dt.date(2026, 6, 30)}
    return save_draft(
        commitment=row, fields=fields, items=things, edition=row.edition, actor=opened.user("lan"), now=opened.now,
        today=TODAY,
    )  # fmt: skip


def test_the_form_of_a_member_has_its_fields_in_order(opened: Cast, lan: Commitment) -> None:
    said = lines(enter(opened, "lan").get(f"/cam-ket/{lan.pk}/in/docx/").getvalue())
    assert in_order(
        said, "ĐẢNG ỦY XÃ HÒA AN", "CHI BỘ THÔN ĐÔNG", "ĐẢNG CỘNG SẢN VIỆT NAM", "BẢN ĐĂNG KÝ",
        "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm 2026 (của cá nhân)", "Chuyên đề",
        "Họ và tên: Nguyễn Thị Lan", "Ngày sinh", "Chức vụ Đảng", "Chức vụ chính quyền", "Đơn vị công tác",
        "Chi bộ: Chi bộ Thôn Đông", "I. NỘI DUNG ĐĂNG KÝ", "1. Cần, kiệm, liêm, chính", "- Tiết kiệm điện",
        "2. Việc làm theo", "- Vận động 5 hộ hiến đất", "II. HẠN CHẾ", "Chưa thường xuyên xuống cơ sở",
        "Thời hạn khắc phục: 30/06/2026", "III. KẾ HOẠCH", "Việc cụ thể", "Biện pháp", "Chỉ tiêu, sản phẩm",
        "Thời gian hoàn thành", "Vận động 5 hộ hiến đất", "Đến từng nhà", "Đường mới; 5 hộ", "30/09/2026",
        "NGƯỜI ĐĂNG KÝ", "(Ký, ghi rõ họ tên)", "Nguyễn Thị Lan", "Ý KIẾN CỦA CHI ỦY", "T/M CHI ỦY", "BÍ THƯ",
    )  # fmt: skip


def test_a_secretary_does_not_sign_for_the_cell_in_his_own_matter(opened: Cast, written: Make) -> None:
    said = lines(enter(opened, "hung").get(f"/cam-ket/{written('hung').pk}/in/docx/").getvalue())
    assert in_order(said, "Chức vụ Đảng: Bí thư chi bộ", "NGƯỜI ĐĂNG KÝ", "Trần Văn Hùng", "T/M CHI ỦY", "PHÓ BÍ THƯ")


def test_the_form_of_a_head_adds_what_heads_register(opened: Cast, written: Make) -> None:
    row = written("long", Kind.HEAD)
    said = lines(enter(opened, "long").get(f"/cam-ket/{row.pk}/in/docx/").getvalue())
    assert in_order(
        said, "học tập và làm theo", "Họ và tên: Trịnh Bá Long", "I. NỘI DUNG ĐĂNG KÝ",
        "1. Nhiệm vụ trọng tâm", "- Rút ngắn thời gian cấp phép", "2. Nội dung đột phá", "- Cắt giảm 30% thủ tục",
        "Lý do chọn nội dung đột phá (vấn đề bức xúc, tồn đọng): Hồ sơ tồn đọng",
        "Sản phẩm dự kiến: Danh mục thủ tục đã cắt giảm", "Đơn vị theo dõi, giám sát", "II. HẠN CHẾ", "III. KẾ HOẠCH",
        "NGƯỜI ĐĂNG KÝ", "Ý KIẾN, PHÊ DUYỆT CỦA TỈNH ỦY BẮC SƠN",
    )  # fmt: skip


def test_the_form_of_a_collective(opened: Cast, written: Make) -> None:
    row = written("thon-dong", Kind.COLLECTIVE, by="hung")
    said = lines(enter(opened, "hung").get(f"/cam-ket/{row.pk}/in/docx/").getvalue())
    assert in_order(
        said, "Đơn vị đăng ký: Chi bộ Thôn Đông", "I. NỘI DUNG ĐỘT PHÁ HOẶC MÔ HÌNH", "- Vận động 5 hộ",
        "Đồng chí chỉ đạo", "Đơn vị phối hợp", "II. CHỈ TIÊU, TIẾN ĐỘ", "Vận động 5 hộ", "III. NGUỒN LỰC",
        "T/M CHI BỘ", "BÍ THƯ", "Ý KIẾN, PHÊ DUYỆT CỦA ĐẢNG ỦY XÃ HÒA AN", "T/M BAN THƯỜNG VỤ",
    )  # fmt: skip


def test_a_state_body_has_the_states_form(opened: Cast) -> None:
    tree = Tree.objects.get(code="party")
    office = open_unit(
        code="bac-son/so-y-te", name="Sở Y tế", kind=UnitKind.DEPARTMENT, tree=tree, parent=opened.unit("bac-son"),
        since=SINCE,
    )  # fmt: skip
    appoint(person=opened.person("long"), unit=office, title="Giám đốc Sở", is_head=True, on=SINCE)
    client = enter(opened, "quang")
    address = f"/cam-ket/bieu-mau/{office.code}/tep/docx/?loai=HEAD&dien=ten"
    said = lines(client.get(address).getvalue())
    assert in_order(said, "SỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Họ và tên: Trịnh Bá Long",
                    "Chức vụ chính quyền, đoàn thể: Giám đốc Sở")  # fmt: skip
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in lines(client.get(f"{address}&the-thuc=dang").getvalue())


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_an_empty_form_of_each_kind(opened: Cast, standard: Standard, kind: str, suffix: str) -> None:
    answer = enter(opened, "hung").get(f"/cam-ket/bieu-mau/{EAST}/tep/{suffix}/?loai={kind}&dien=trong")
    content = answer.getvalue()
    assert answer.status_code == 200
    if suffix == "docx":
        said = lines(content)
        assert "Nguyễn Thị Lan" not in "".join(said)
        assert ("1. Cần, kiệm, liêm, chính:" in said) == (kind == Kind.INDIVIDUAL)
    else:
        assert set(re.findall(rb"/FontName */[A-Z]{6}\+([\w-]+)", content)) <= {
            b"Tinos", b"Tinos-Bold", b"Tinos-Italic", b"Tinos-BoldItalic",
        }  # fmt: skip


def test_forms_of_a_whole_cell_each_on_a_page_of_its_own(opened: Cast, lan: Commitment, written: Make) -> None:
    written("mai")
    secretary = enter(opened, "hung")
    address = f"/cam-ket/bieu-mau/{EAST}/tep/docx/?loai=INDIVIDUAL"
    done = [line for line in lines(secretary.get(f"{address}&dien=da-ghi").getvalue()) if line.startswith("Họ và tên")]
    left = [line for line in lines(secretary.get(f"{address}&dien=ten").getvalue()) if line.startswith("Họ và tên")]
    assert done == ["Họ và tên: Nguyễn Thị Lan", "Họ và tên: Lê Thị Mai"]
    assert left == ["Họ và tên: Trần Văn Hùng"]
    # what is still being written its writers alone print: those above find nothing
    assert enter(opened, "van").get(f"{address}&dien=da-ghi").status_code == 404


@pytest.mark.parametrize(("name", "status"), [("lan", 200), ("hung", 200), ("tuan", 404), ("ha", 404), ("van", 404)])
def test_who_prints_a_draft(opened: Cast, lan: Commitment, name: str, status: int) -> None:
    assert enter(opened, name).get(f"/cam-ket/{lan.pk}/in/pdf/").status_code == status


@pytest.mark.parametrize(("name", "status"), [("hung", 200), ("son", 200), ("lan", 404), ("tuan", 404), ("ha", 404)])
def test_who_sees_the_papers_of_a_cell(opened: Cast, name: str, status: int) -> None:
    client = enter(opened, name)
    assert client.get(f"/cam-ket/bieu-mau/{EAST}/").status_code == status
    assert client.get(f"/cam-ket/bieu-mau/{EAST}/tep/pdf/?dien=ten").status_code == status


@pytest.mark.parametrize("names", [("lan",), ("lan", "hung", "mai")])
def test_queries_do_not_grow_with_forms(
    opened: Cast, written: Make, names: tuple[str, ...], django_assert_num_queries: Any
) -> None:
    for name in names:
        made = written(name)
        Commitment.objects.filter(pk=made.pk).update(decider_unit=opened.unit("thon-dong"))
    ids = [opened.person(name).pk for name in names]
    with django_assert_num_queries(9):
        rows = Commitment.objects.filter(person__in=ids, kind=Kind.INDIVIDUAL)
        forms_of(list(with_all(rows).order_by("pk")), TODAY, System.PARTY)


@pytest.fixture
def approved(opened: Cast, written: Make) -> None:
    """Lan's, Hùng's and Mai's are in force; Lan and Hùng consented, and Hùng took his word back."""
    for name in ("lan", "hung", "mai"):
        Commitment.objects.filter(pk=written(name).pk).update(
            state=State.APPROVED, submitted_on=TODAY, timing="ON_TIME"
        )
    version = next(one.version for one in wordings(TODAY) if one.purpose == Purpose.POSTING)
    for name in ("lan", "hung"):
        given = give(
            person=opened.person(name), purpose=Purpose.POSTING, version=version, by=opened.user(name), now=opened.now
        )
    withdraw(consent=given, by=opened.user("hung"), now=opened.now)


LIST = f"/cam-ket/niem-yet/{EAST}/"


def test_only_who_consented_is_named(opened: Cast, approved: None) -> None:
    later = opened.now + dt.timedelta(hours=1)
    said = posted(opened.unit("thon-dong"), opened.years[2026], later, TODAY)
    assert said.rows == (("Nguyễn Thị Lan", "Đảng viên", "Vận động 5 hộ hiến đất mở đường", "30/09/2026"),)
    assert said.without == 2
    page = enter(opened, "hung").get(LIST).content.decode()
    assert "Còn 2 đồng chí chưa đồng ý niêm yết" in page
    assert ("Trần Văn Hùng</td>" in page, "Lê Thị Mai" in page, "DỰ THẢO" in page) == (False, False, True)


@pytest.mark.parametrize(("paper", "size"), [("A4", (297, 210)), ("A3", (420, 297))])
def test_the_list_is_issued_once_and_journaled(opened: Cast, approved: None, paper: str, size: tuple[int, int]) -> None:
    hung = enter(opened, "hung")
    for _press in range(2):
        content = hung.post(f"{LIST}?nam=2026&kho={paper}", {"dang": "pdf"}).getvalue()
    boxes = re.findall(rb"/MediaBox *\[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert {tuple(round(float(one) / 72 * 25.4) for one in box) for box in boxes} == {size}
    entry = Entry.objects.get(model="orgs.Unit", step="posted")
    lan = opened.person("lan")
    consent = lan.consents.get()
    assert (entry.actor_id, entry.object_id) == (opened.users["hung"].pk, opened.unit("thon-dong").pk)
    assert entry.data == {
        "year": 2026, "paper": paper, "form": "pdf", "named": 1, "without": 2,
        "consents": [[lan.pk, consent.pk, consent.version]], "people": [lan.pk],
    }  # fmt: skip
    assert f"khổ {paper}, 1 dòng, 2 đồng chí không nêu tên" in hung.get(LIST).content.decode()


def test_printed_from_the_page_it_is_no_draft(opened: Cast, approved: None) -> None:
    page = enter(opened, "mai").post(f"{LIST}?nam=2026&kho=A3", {"dang": "html"}).content.decode()
    assert ("DỰ THẢO" in page, "doc-a3-landscape" in page, "data-print" in page) == (False, True, True)


@pytest.mark.parametrize(("name", "status"), [("hung", 200), ("mai", 200), ("lan", 404), ("son", 404), ("van", 404),
                                              ("ha", 404)])  # fmt: skip
def test_who_posts_at_the_office(opened: Cast, approved: None, name: str, status: int) -> None:
    client = enter(opened, name)
    assert client.get(LIST).status_code == status
    assert client.post(LIST, {"dang": "html"}).status_code == status


def test_long_contents_are_shortened_by_whole_words() -> None:
    assert brief("một hai\nba") == "một hai ba"
    long = "vận động nhân dân " * 20
    assert brief(long) == ("vận động nhân dân " * 8 + "vận động nhân") + "…"
