"""The pages of cases, reception days and dialogues, and the public site: no violation of axe, no sideways scroll."""

import datetime as dt
from collections.abc import Callable

import pytest

from neuguong.base.journal.services import take_step
from neuguong.base.periods.services import open_years
from neuguong.work.dialogues.flow import RECEPTION_FLOW
from neuguong.work.dialogues.models import Case, Promise
from neuguong.work.dialogues.queries import rating_mark
from neuguong.work.dialogues.services import (
    Answered,
    Promised,
    answer_case,
    prepare,
    publish,
    write_dialogue,
)
from neuguong.work.dialogues.tests import given
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.e2e


@pytest.fixture
def heard(stage: Cast) -> Cast:
    """Cases in every state, reception days to come and past, a dialogue with a promise."""
    open_years(years=(2026,), now=stage.now)
    prepare(now=stage.now)
    by = {"actor": stage.user("son"), "now": stage.now}
    given.case(stage, mark="new")
    given.accepted(stage, mark="late", received_on=dt.date(2026, 10, 1))
    row = given.accepted(stage, mark="answered")
    answer_case(case=row, answer="Đã nạo vét cống.", answered_on=TODAY, answer_number="", **by)
    publish(case=row, question="Bao giờ sửa cống?", answer="Đã nạo vét cống.", edition=row.edition, **by)
    given.reception(stage)
    ahead = given.reception(stage, TODAY + dt.timedelta(days=3))
    take_step(RECEPTION_FLOW, ahead, "publish", stage.user("son"), now=stage.now)
    held = given.dialogue(stage)
    told, promised = (Answered(1, "Bao giờ có nước?", "Quý I"),), (Promised(1, "Lắp đồng hồ", dt.date(2026, 11, 1)),)
    write_dialogue(dialogue=held, people=60, questions=told, promises=promised, edition=0, **by)
    return stage


def test_the_desks_pages_are_clean(enter: Callable[..., object], heard: Cast) -> None:
    son, own = enter("son"), "/tiep-dan"
    new, late, answered = Case.objects.order_by("pk")
    promise = Promise.objects.get()
    ahead = given.reception(heard, dt.date(2026, 11, 3))
    for path in (
        "", "xep-lich/", "them-buoi/", f"{ahead.pk}/", f"ghi-ket-qua/?id={ahead.pk}", "don-thu/", "don-thu/moi/",
        f"don-thu/{new.pk}/", f"don-thu/thu-ly/?id={new.pk}", f"don-thu/{late.pk}/", f"don-thu/tra-loi/?id={late.pk}",
        f"don-thu/chuyen/?id={late.pk}", f"don-thu/nhap/?id={late.pk}", f"don-thu/khong-thu-ly/?id={late.pk}",
        f"don-thu/{answered.pk}/", f"don-thu/cong-khai/?id={answered.pk}", "doi-thoai/", "doi-thoai/moi/",
        f"doi-thoai/{promise.dialogue_id}/", f"doi-thoai/ghi/?id={promise.dialogue_id}", "da-hua/",
        f"da-hua/{promise.pk}/",
    ):  # fmt: skip
        son.look(f"{own}/{path}")


def test_the_public_pages_are_clean(enter: Callable[..., object], heard: Cast) -> None:
    lan = enter("lan")
    rated = rating_mark(Case.objects.get(state="ANSWERED"))
    for path in ("", "gui/", "theo-doi/", "lich-tiep/", "hoi-dap/", "to-cao/", f"hai-long/{rated}/"):
        lan.look(f"/cong-dan/{path}")


def test_a_person_without_script_brings_a_matter_and_follows_it(enter: Callable[..., object], heard: Cast) -> None:
    lan = enter("lan", script=False)
    page = lan.go("/cong-dan/gui/")
    page.locator("#id_unit").fill("Đảng ủy xã Hòa An")
    page.locator("#id_words").fill("Đèn đường thôn Đông hỏng")
    page.locator("#id_full_name").fill("Nguyễn Thị Sáng")
    page.locator("#id_address").fill("Thôn Đông")
    page.locator("#id_agrees").check()
    page.wait_for_timeout(4200)  # the form is not taken from who fills it in faster
    page.get_by_role("button", name="Gửi", exact=True).click()
    code = page.locator(".portal-code").inner_text()
    page.get_by_role("link", name="Theo dõi bằng mã").last.click()
    page.locator("#id_code").fill(code)
    page.get_by_role("button", name="Tra cứu", exact=True).click()
    page.get_by_text("Mới tiếp nhận").wait_for()
