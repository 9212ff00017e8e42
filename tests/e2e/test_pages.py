"""Every page, for who has it: no violation of axe, no fault of script, no sideways scroll; wide and narrow, dark."""

from collections.abc import Callable
from typing import Any

import pytest

from neuguong.base.figures.services import seal
from neuguong.base.journal.services import take_step
from neuguong.kit import clock
from neuguong.work.commitments.services import raise_obstacle
from neuguong.work.indicators.models import Value
from neuguong.work.indicators.tests.planting import indicator, value
from neuguong.work.oversight.services import PlanInput, freeze_draw, seed_draw
from neuguong.work.oversight.tests import given as overseen
from neuguong.work.programmes.models import Programme
from neuguong.work.reports.models import Extension
from neuguong.work.reports.tests.conftest import fill, report_for
from neuguong.work.reports.tests.test_extending import asked
from neuguong.work.reports.tests.test_issuing import signed
from neuguong.work.reports.tests.test_owing import opened
from neuguong.work.study.flow import FLOW as STUDY_FLOW
from neuguong.work.study.services import code_for, conclude
from neuguong.work.study.services import prepare as load_score_sheets
from neuguong.work.study.tests import given as studied
from tests.cast import Cast

pytestmark = pytest.mark.e2e

DESK = (
    "/", "/cam-ket/", "/cam-ket/moi/", "/don-vi/", "/chuong-trinh/", "/ky/", "/thong-bao/", "/xuat/",
    "/tim-kiem/?q=thon", "/du-lieu-cua-toi/", "/lich/", "/lich/?dang=danh-sach", "/lich/duong-dan/",
    "/chuong-trinh/chuan-muc/", "/chuong-trinh/phong-trao/", "/to-cao/", "/to-cao/quyen/",
)  # fmt: skip
OFFICE = (
    "/don-vi/bac-son/hoa-an/", "/don-vi/bac-son/hoa-an/thon-dong/", "/nguoi/", "/cam-ket/cho-quyet-dinh/", "/bao-cao/",
    "/nap-du-lieu/", "/cam-ket/mo-nam/", "/cam-ket/ly-do-tra-lai/",
    "/cam-ket/so-theo-doi/bac-son/hoa-an/thon-dong/", "/cam-ket/bieu-mau/bac-son/hoa-an/thon-dong/",
    "/cam-ket/niem-yet/bac-son/hoa-an/",
)  # fmt: skip
CELL = tuple(f"/cam-ket/{page}/bac-son/hoa-an/thon-dong/" for page in ("chi-bo", "chi-bo-dan", "chi-bo-chep"))
RULE = ("/quan-tri/", "/bao-mat/", "/du-lieu-ca-nhan/", "/to-chuc/sap-xep/", "/to-chuc/sap-xep/soan/")


@pytest.mark.parametrize(("name", "paths"), [("lan", DESK), ("son", OFFICE), ("hung", CELL), ("an", RULE)])
def test_pages_are_clean(enter: Callable[..., object], stage: Cast, name: str, paths: tuple[str, ...]) -> None:
    person = enter(name)
    for path in paths:
        person.look(path)


def test_the_pages_of_ones_data_are_clean(enter: Callable[..., object], stage: Cast) -> None:
    lan = enter("lan")
    page = lan.go("/du-lieu-cua-toi/")
    for name in ("Niêm yết tại trụ sở", "Gửi yêu cầu về dữ liệu"):
        lan.go("/du-lieu-cua-toi/").get_by_role("link", name=name).first.click()
        lan.look()
    page.get_by_label("Sửa dữ liệu").check()
    page.get_by_label("Nội dung yêu cầu").fill("Ngày sinh sai")
    page.get_by_role("button", name="Gửi yêu cầu").click()
    page.get_by_text("hạn trả lời đang chạy").wait_for()
    lan.look()


def test_the_page_of_one_registration_is_clean(enter: Callable[..., object], stage: Cast) -> None:
    hung = enter("hung")
    hung.go("/cam-ket/")
    hung.page.locator("a.row-link").first.click()
    hung.page.wait_for_load_state()
    hung.look()
    hung.press("Viết bản đăng ký")
    hung.look()


def test_the_pages_of_an_export_are_clean(enter: Callable[..., object], stage: Cast) -> None:
    hung = enter("hung")
    page = hung.go("/xuat/moi/?danh-sach=/cam-ket/&dang=xlsx")
    hung.look()
    page.get_by_role("button", name="ra XLSX").click()
    page.wait_for_url("**/xuat/*/")
    hung.look()  # nobody makes it here: it says who should
    page.get_by_role("button", name="Hủy việc xuất").click()
    page.get_by_text("Đồng chí đã hủy lần xuất này.").wait_for()
    hung.look()


def test_the_pages_of_a_report_are_clean(enter: Callable[..., object], stage: Cast) -> None:
    thuy = enter("thuy", width=390)

    fill(stage)
    for path in ("/bao-cao/moi/", "/bao-cao/xem/?don-vi=bac-son/hoa-an"):
        thuy.look(path)
    report = report_for(stage)
    for path in (f"/bao-cao/{report.pk}/", f"/bao-cao/{report.pk}/sua/", f"/bao-cao/ban-hanh/?id={report.pk}"):
        thuy.look(path)
    signed(stage, report)
    for path in (f"/bao-cao/{report.pk}/", "/bao-cao/"):
        thuy.look(path)
    thuy.look(f"/chuong-trinh/{Programme.objects.get().pk}/")
    thuy.look("/chuong-trinh/ke-hoach/")


def test_the_pages_of_following_up_are_clean(enter: Callable[..., object], stage: Cast) -> None:
    fill(stage)
    opened(stage)
    asked(stage)
    quang = enter("quang", width=390)
    for path in (
        "/bao-cao/don-doc/", "/bao-cao/don-doc/bang-giay/", "/bao-cao/gia-han/",
        f"/bao-cao/gia-han/{Extension.objects.get().pk}/", "/bao-cao/xem/?don-vi=bac-son", "/cam-ket/dot-pha/bac-son/",
    ):  # fmt: skip
        quang.look(path)


def test_the_pages_of_a_seal_are_clean(enter: Callable[..., object], stage: Cast) -> None:
    made = seal(unit=stage.unit("hoa-an"), period=stage.years[2025], actor=stage.user("thuy"), now=stage.now)
    thuy = enter("thuy")
    for path in (
        "/so-lieu/chot/", f"/so-lieu/chot/moi/?don-vi=bac-son/hoa-an&ky={stage.quarters[2026, 3].pk}",
        f"/so-lieu/chot/{made.pk}/", "/so-lieu/ma/",
    ):  # fmt: skip
        thuy.look(path)


def test_the_pages_that_read_indicators_are_clean(enter: Callable[..., object], stage: Cast) -> None:
    one = indicator(stage.unit("bac-son"), kind="RATIO", over_tree="WEIGHTED", over_time="LATEST", sector="An sinh")
    value(one, stage.unit("thon-dong"), stage.years[2026], 7406, 9000)
    value(one, stage.unit("thon-tay"), stage.years[2026], 7400, 9000, state="SUBMITTED")
    value(one, stage.unit("hoa-an"), stage.years[2026])
    son = enter("son")
    for path in (
        "/chi-tieu/", f"/chi-tieu/{one.pk}/", f"/chi-tieu/{one.pk}/?cay=nay", f"/chi-tieu/{one.pk}/muc-phai-dat/",
        "/chi-tieu/da-nop/", "/chi-tieu/con-thieu/", "/chi-tieu/thu-tuc/",
    ):  # fmt: skip
        son.look(path)


def test_the_pages_of_entry_are_clean(enter: Callable[..., object], stage: Cast) -> None:
    one = indicator(stage.unit("bac-son"), kind="RATIO", over_tree="WEIGHTED", over_time="LATEST", categories=["nam"])
    owed = value(one, stage.unit("hoa-an"), stage.years[2026], decider_unit=stage.unit("bac-son"))
    waits = value(one, stage.unit("binh-minh"), stage.years[2026], 5, 9, state="SUBMITTED")
    Value.objects.filter(pk=waits.pk).update(decider_unit=stage.unit("bac-son"), question="Số này gấp 4 lần.")
    son, quang = (enter(name) for name in ("son", "quang"))
    for person, path in (
        (son, f"/chi-tieu/nhap/bac-son/hoa-an/{owed.period_id}/"), (son, "/chi-tieu/mo-ky/"),
        (son, f"/chi-tieu/so/{owed.pk}/"), (quang, "/chi-tieu/cho-duyet/"),
        (quang, f"/chi-tieu/tra-lai/?id={waits.pk}"), (quang, f"/chi-tieu/so/{waits.pk}/"),
        (quang, f"/chi-tieu/nhap-muon/bac-son/binh-minh/{waits.period_id}/"),
    ):  # fmt: skip
        person.look(path)


def test_the_pages_of_oversight_are_clean(enter: Callable[..., object], stage: Cast) -> None:
    overseen.issued(stage)
    finding, row = overseen.concluded(stage), overseen.breakthrough(stage, "long", "so-xay-dung")
    draft = overseen.plan(stage, (), content=PlanInput("COMMISSION", "Kế hoạch bổ sung", "Sổ theo dõi"))
    lots: dict[str, Any] = {
        "plan": draft, "root": stage.unit("bac-son"), "unit_kind": "SUB_CELL", "visit_kind": "INSPECTION", "theme": "x",
        "planned_on": overseen.PLANNED, "actor": stage.user("binh"), "now": stage.now,
    }  # fmt: skip
    draw = seed_draw(seed="1", count=1, **lots)
    freeze_draw(draw=draw, actor=stage.user("binh"), now=stage.now)
    stuck = seed_draw(seed="2", count=9, **lots)
    blocked = raise_obstacle(
        item=row.items.get(), what="Thiếu phần mềm", need="Cấp tài khoản", asked=stage.unit("bac-son"),
        needed_by=stage.today, actor=stage.user("long"), now=stage.now, today=stage.today,
    )  # fmt: skip
    binh, quang, long = (enter(name) for name in ("binh", "quang", "long"))
    own = "/kiem-tra-giam-sat"
    for person, path in (
        *((binh, f"{own}/{path}") for path in (
            "", "ke-hoach/", "ke-hoach/moi/", f"ke-hoach/{draft.pk}/", f"ke-hoach/{draft.pk}/them/",
            f"ke-hoach/{draft.pk}/boc-tham/", f"boc-tham/{draw.pk}/", f"boc-tham/{stuck.pk}/",
            f"boc-tham/{stuck.pk}/bo/", "boc-tham/tinh-lai/", "ngoai-ke-hoach/",
            f"{finding.visit_id}/", f"phat-hien/{finding.pk}/", "phat-hien/", f"dot-pha/{row.pk}/",
        )),
        (quang, "/cam-ket/dot-pha/bac-son/"), (quang, f"/cam-ket/vuong-mac/{blocked.pk}/"),
        (quang, f"/cam-ket/vuong-mac/tra-loi/?id={blocked.pk}"), (quang, "/cam-ket/vuong-mac/"),
        (long, f"/cam-ket/{row.pk}/"), (long, f"/cam-ket/noi-dung/{row.items.get().pk}/vuong-mac/"),
    ):  # fmt: skip
        person.look(path)


def test_the_pages_of_study_are_clean(enter: Callable[..., object], stage: Cast) -> None:
    load_score_sheets(now=stage.now)
    theme = studied.theme(stage)
    meeting, waiting = studied.called(stage, theme=theme), studied.called(stage, title="Buổi hai")
    conclude(
        session=meeting, text="Thăm hộ", assignee=stage.person("lan"), due_on=stage.today, actor=stage.user("hung"),
        now=stage.now,
    )  # fmt: skip
    studied.roll(stage, meeting, lan="PRESENT", hung="PRESENT", mai="ABSENT")
    take_step(STUDY_FLOW, meeting, "close", stage.user("hung"), now=stage.now)
    son, hung, lan = (enter(name) for name in ("son", "hung", "lan"))
    held, task = f"/hoc-tap/buoi/{meeting.pk}", meeting.conclusions.get()
    for person, path in (
        (son, "/hoc-tap/"), (son, f"/hoc-tap/chuyen-de/{theme.pk}/"), (son, "/hoc-tap/chuyen-de/moi/"),
        (hung, "/hoc-tap/buoi/"), (hung, "/hoc-tap/buoi/moi/"), (hung, f"{held}/"), (hung, f"{held}/nguoi-du/"),
        (hung, f"{held}/bien-ban/"), (hung, f"{held}/cham-diem/"), (hung, f"{held}/hoc-bu/"),
        *((hung, f"/hoc-tap/buoi/{waiting.pk}/{path}/") for path in ("diem-danh", "moi-du", "ma", "ket-luan")),
        (lan, f"/hoc-tap/ket-luan/{task.pk}/"), (lan, "/hoc-tap/ket-luan/"),
        (lan, f"/hoc-tap/xac-nhan/{code_for(waiting, clock.now())}/"),
    ):  # fmt: skip
        person.look(path)
