"""The whole loop, by hand, in a browser: with and without script, at a desk and on a phone."""

from collections.abc import Callable

import pytest

from neuguong.work.commitments.choices import Kind, State
from neuguong.work.commitments.models import Commitment
from tests.cast import Cast

pytestmark = pytest.mark.e2e

PDF = b"\n".join(
    (
        b"%PDF-1.4",
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj",
        b"trailer<</Root 1 0 R>>",
        b"%%EOF",
    )
)


def _item(page: object, at: int, **values: str) -> None:
    for name, value in values.items():
        field = page.locator(f"[name=viec-{at}-{name}]")
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


@pytest.mark.parametrize(("width", "script"), [(1280, True), (390, False)])
def test_a_member_registers_and_the_cell_decides(
    enter: Callable[..., object], stage: Cast, width: int, script: bool
) -> None:
    lan = enter("lan", width=width, script=script)
    lan.page.locator(".work-line").first.click()
    lan.press("Viết bản đăng ký")
    _item(lan.page, 0, deed="Hướng dẫn 20 hộ nộp hồ sơ trực tuyến", target="20", measure_unit="hộ", due_on="30/11/2026")
    lan.press("Lưu và trình duyệt")
    lan.press("Trình duyệt")
    row = Commitment.objects.get(person=stage.person("lan"))
    assert row.state == State.SUBMITTED
    hung = enter("hung", width=width, script=script)
    hung.page.get_by_text("Nguyễn Thị Lan").first.click()
    hung.press("Phê duyệt")
    hung.page.fill("[name=number]", "07-BB/CB")
    hung.press("Phê duyệt")
    row.refresh_from_db()
    assert row.state == State.APPROVED
    lan.go(f"/cam-ket/{row.pk}/")
    lan.press("Ghi kết quả Quý IV/2026")
    lan.page.fill("[name=text]", "Đã hướng dẫn 22 hộ")
    lan.page.fill("[name=amount]", "22")
    lan.page.set_input_files("[name=evidence]", {"name": "bien-ban.pdf", "mimeType": "application/pdf", "buffer": PDF})
    lan.press("Lưu kết quả")
    assert lan.page.get_by_text("bien-ban.pdf").count() == 1
    lan.press("Báo cáo kết quả")
    lan.page.fill("[name=result]", "Hoàn thành vượt chỉ tiêu")
    lan.press("Gửi báo cáo")
    hung.go(f"/cam-ket/{row.pk}/")
    hung.press("Xác nhận đạt")
    hung.press("Xác nhận đạt")
    row.refresh_from_db()
    assert row.state == State.ACHIEVED


def test_a_head_is_approved_above_and_given_a_supervisor(enter: Callable[..., object], stage: Cast) -> None:
    row = Commitment.objects.get(person=stage.person("long"), kind=Kind.HEAD)
    long = enter("long")
    long.go(f"/cam-ket/{row.pk}/")
    long.press("Viết bản đăng ký")
    _item(long.page, 0, group="KEY_TASK", deed="Rà soát toàn bộ thủ tục", due_on="30/11/2026")
    long.press("Thêm nội dung")
    _item(long.page, 1, group="BREAKTHROUGH", deed="Cắt giảm 30% thời gian cấp phép", due_on="15/12/2026")
    long.page.fill("[name=pressing_issue]", "Hồ sơ cấp phép tồn đọng kéo dài")
    long.page.fill("[name=expected_product]", "Quy trình cấp phép mới")
    long.press("Lưu và trình duyệt")
    long.press("Trình duyệt")
    quang = enter("quang")
    quang.go(f"/cam-ket/{row.pk}/")
    quang.press("Phê duyệt")
    quang.page.fill("[name=number]", "12-QĐ/TU")
    quang.page.fill(f"[name=supervisor_{row.pk}]", "Ủy ban Kiểm tra Tỉnh ủy")
    quang.press("Phê duyệt")
    row.refresh_from_db()
    assert (row.state, row.supervisor) == (State.APPROVED, stage.unit("ubkt"))
    binh = enter("binh")
    assert binh.page.get_by_text("Trịnh Bá Long").count() >= 1


def test_what_was_saved_while_writing_is_what_is_sent(enter: Callable[..., object], stage: Cast) -> None:
    row = Commitment.objects.get(person=stage.person("lan"))
    lan = enter("lan")
    lan.go(f"/cam-ket/viet/?id={row.pk}")
    _item(lan.page, 0, deed="Hướng dẫn 20 hộ nộp hồ sơ trực tuyến", due_on="30/11/2026")
    lan.press("Thêm nội dung")
    _item(lan.page, 1, deed="Đọc sách mỗi tuần", due_on="15/12/2026")
    for words in ("Chưa thường xuyên", "Chưa thường xuyên xuống cơ sở"):
        with lan.page.expect_response(lambda answer: answer.request.method == "POST"):
            lan.page.fill("[name=shortcomings]", words)
            lan.page.locator("[name=viec-0-deed]").focus()
        lan.page.get_by_text("Đã lưu lúc").wait_for()
    lan.press("Lưu và trình duyệt")
    assert [item.deed for item in row.items.order_by("number")] == [
        "Hướng dẫn 20 hộ nộp hồ sơ trực tuyến", "Đọc sách mỗi tuần",
    ]  # fmt: skip
    lan.press("Trình duyệt")
    row.refresh_from_db()
    assert (row.state, row.items.count()) == (State.SUBMITTED, 2)


def test_the_report_compiles_and_every_number_opens_its_rows(enter: Callable[..., object], stage: Cast) -> None:
    son = enter("son")
    son.go("/don-vi/bac-son/hoa-an/")
    should = son.page.locator(".figure").first
    assert should.locator(".figure-value").inner_text() == str(
        Commitment.objects.filter(unit__code__startswith="bac-son/hoa-an", expected=True).count()
    )
    should.click()
    son.page.wait_for_load_state()
    assert son.page.locator("table tbody tr").count() >= 1
    son.go("/don-vi/bac-son/hoa-an/")
    son.press("Xem báo cáo")
    links = son.page.locator("#content a[href*='/so-lieu/']")
    assert links.count() > 5
    for at in range(min(links.count(), 12)):
        href = links.nth(at).get_attribute("href")
        assert son.context.request.get(son.base + str(href)).status == 200
