"""A secretary with thirty members: one page, written in place, saved as one goes, on a phone and on a desk."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from neuguong.base.orgs.services import add_person
from neuguong.work.commitments.models import Commitment, Item
from neuguong.work.commitments.services import open_year
from tests.cast import SINCE, TODAY, Cast

pytestmark = pytest.mark.e2e

CELL = "/cam-ket/chi-bo/bac-son/hoa-an/thon-dong/?nam=2026"


@pytest.fixture
def thirty(stage: Cast) -> Cast:
    """Twenty-seven more members of Thôn Đông, none with a login; one has a name of sixty letters."""
    names = [f"Nông Thị Phương {n:02d}" for n in range(26)]
    for number, name in enumerate([*names, "Tôn Nữ Hoàng Quyên Nguyễn Phúc Thị Phương Khánh Trường An Nhiên"]):
        add_person(code=f"BS-9{number:05d}", full_name=name, home=stage.unit("thon-dong"), since=SINCE)
    day = TODAY.replace(month=2, day=28)
    open_year(unit=stage.unit("thon-dong"), period=stage.years[2026], due_on=day, day=TODAY)
    return stage


def opened(page: Page, row: Commitment) -> Any:
    """The member's form, opened in place."""
    page.locator(f"#tv-{row.pk} summary").click()
    form = page.locator(f"#tv-{row.pk} form")
    expect(form).to_be_visible()
    return form


def of(code: str) -> Commitment:
    return Commitment.objects.get(person__code=code, period__year=2026)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_member_is_written_in_place(enter: Callable[..., Any], thirty: Cast, width: int) -> None:
    hung = enter("hung", width=width)
    page = hung.go(CELL)
    expect(page.locator(".cell-member")).to_have_count(30)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    row = of("BS-900003")
    form = opened(page, row)
    form.locator("[name=viec-0-deed]").fill("Giúp hai hộ thoát nghèo")
    form.get_by_role("button", name="Lưu", exact=True).click()
    expect(form.locator(".autosave")).to_contain_text("Đã lưu lúc ")
    expect(form.get_by_text("Chưa ghi thời hạn; cần có trước khi trình.")).to_be_visible()
    expect(page.locator(f"#tv-{row.pk}-dong")).to_contain_text("Nội dung 1 chưa ghi đủ")
    form.locator("[name=viec-0-due_on]").fill("30/11/2026")
    form.locator("[name=viec-0-due_on]").blur()
    expect(page.locator(f"#tv-{row.pk}-dong")).to_contain_text("Đã đủ, có thể trình.")
    hung.check()
    page.locator(f"#tv-{row.pk} input[name=chon]").check()
    hung.press("Trình các bản đã chọn")
    expect(page.locator("#messages")).to_contain_text("Đã trình 1 bản đăng ký.")
    assert of("BS-900003").state == "SUBMITTED"


def test_a_lost_connection_loses_nothing(enter: Callable[..., Any], thirty: Cast) -> None:
    hung = enter("hung")
    page = hung.go(CELL)
    row = of("BS-900004")
    form = opened(page, row)
    hung.context.set_offline(True)
    form.locator("[name=viec-0-deed]").fill("Viết khi mất mạng")
    form.get_by_role("button", name="Lưu", exact=True).click()
    expect(form.get_by_role("alert")).to_contain_text("Máy đang mất kết nối mạng")
    hung.context.set_offline(False)
    expect(form.locator(".autosave")).to_contain_text("Đã lưu lúc ")
    assert Item.objects.get(commitment=row).deed == "Viết khi mất mạng"
    form.locator("[name=viec-0-product]").press_sequentially("chưa gửi")
    page.wait_for_timeout(600)  # the copy is written after a pause
    page.close()
    hung.page = hung.context.new_page()
    page = hung.go(CELL)
    form = opened(page, row)
    page.get_by_role("button", name="Khôi phục").click()
    assert form.locator("[name=viec-0-product]").input_value() == "chưa gửi"
    assert [line for line in hung.faults if "ERR_INTERNET_DISCONNECTED" not in line] == []


def test_without_script_each_member_has_her_own_page(enter: Callable[..., Any], thirty: Cast) -> None:
    hung = enter("hung", width=390, script=False)
    page = hung.go(CELL)
    row = of("BS-900005")
    page.locator(f"#tv-{row.pk} summary").click()
    page.locator(f"#tv-{row.pk}").get_by_role("link", name="Viết bản đăng ký").click()
    page.fill("[name=viec-0-deed]", "Viết không cần máy tự lưu")
    hung.press("Lưu dự thảo")
    expect(page.locator("#messages")).to_contain_text("Đã lưu bản dự thảo.")
    assert page.url.endswith(f"&mo={row.pk}#tv-{row.pk}")
    assert Item.objects.get(commitment=row).deed == "Viết không cần máy tự lưu"
