"""From a draft to a paper that does not change."""

import io
import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from neuguong.base.files.models import Attachment
from neuguong.base.journal.models import Entry
from neuguong.work.commitments.choices import State
from neuguong.work.commitments.models import Commitment
from neuguong.work.reports.choices import ReportState
from neuguong.work.reports.models import Report
from neuguong.work.reports.services import issue, open_report, save_report, write_period_report
from neuguong.work.reports.tests.conftest import report_for
from tests.cast import TODAY, Cast

SIGNED: dict[str, Any] = {
    "number": "12", "symbol": "BC/ĐU", "place": "Hòa An", "issued_on": TODAY, "signer_authority": "T/M Ban Thường vụ",
    "signer_title": "Bí thư", "signer_name": "Bùi Thanh Thủy",
}  # fmt: skip


def signed(cast: Cast, report: Report, by: str = "thuy", **more: Any) -> Report:
    return issue(report=report, actor=cast.user(by), today=TODAY, now=cast.now, form={**SIGNED, **more})


def read(cast: Cast, kind: str) -> bytes:
    stream = io.BytesIO()
    place = {"unit": cast.unit("hoa-an"), "period": cast.years[2026]}
    write_period_report(**place, kind=kind, stream=stream, today=TODAY, now=cast.now)
    return stream.getvalue()


def test_opening_fills_the_form_in_and_is_done_once(filled: Cast) -> None:
    report = report_for(filled)
    assert (report.system, report.symbol, report.place) == ("PARTY", "BC/ĐU", "Hòa An")
    assert (report.signer_authority, report.signer_title, report.signer_name) == (
        "T/M Ban Thường vụ", "Bí thư", "Bùi Thanh Thủy",
    )  # fmt: skip
    assert report.recipients.splitlines()[0] == "Tỉnh ủy Bắc Sơn (để báo cáo);"
    assert report_for(filled, by="son") == report
    assert [one.step for one in Entry.objects.filter(model="reports.Report")] == ["opened"]


def test_an_issued_report_keeps_its_bytes_and_its_figures(filled: Cast) -> None:
    report = signed(filled, report_for(filled))
    assert (report.state, report.figures_at) == (ReportState.ISSUED, filled.now)
    before = {kind: read(filled, kind) for kind in ("pdf", "docx", "xlsx", "html")}
    Commitment.objects.filter(unit=filled.unit("thon-tay")).update(state=State.WITHDRAWN)
    assert {kind: read(filled, kind) for kind in before} == before
    assert before["pdf"].startswith(b"%PDF")
    assert "DỰ THẢO" not in report.html
    assert "Số 12-BC/ĐU" in report.html
    files = Attachment.objects.filter(model="reports.Report", object_id=report.pk).values_list("file_id", flat=True)
    assert set(files) == {report.pdf_id, report.docx_id, report.xlsx_id}
    (entry,) = Entry.objects.filter(model="reports.Report", step="issue")
    assert (entry.source, entry.target, entry.actor) == ("DRAFT", "ISSUED", filled.users["thuy"])


def test_an_issued_report_is_neither_issued_nor_written_again(filled: Cast) -> None:
    report = signed(filled, report_for(filled))
    with pytest.raises(ValidationError, match="Đã ban hành"):
        signed(filled, report, number="13")
    with pytest.raises(PermissionDenied):
        save_report(report=report, fields={"causes": "x"}, edition=report.edition, actor=filled.user("thuy"))
    assert Report.objects.get().number == "12"


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"number": ""}, "số và ký hiệu"),
        ({"issued_on": None}, "ngày ban hành"),
        ({"place": ""}, "nơi ban hành"),
        ({"signer_name": ""}, "người ký"),
    ],
)
def test_without_number_date_place_and_signer_nothing_is_issued(
    filled: Cast, missing: dict[str, Any], sentence: str
) -> None:
    report = report_for(filled)
    with pytest.raises(ValidationError, match=sentence):
        signed(filled, report, **missing)
    report.refresh_from_db()
    assert (report.state, report.number, report.html) == (ReportState.DRAFT, "", "")


def test_the_database_refuses_an_issued_report_without_its_papers(filled: Cast) -> None:
    report = report_for(filled)
    with pytest.raises(IntegrityError, match="reports_issued_is_kept"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(state=ReportState.ISSUED, number="1", issued_on=TODAY)


def test_nobody_saves_over_somebody_elses_words(filled: Cast) -> None:
    report = report_for(filled)
    save_report(report=report, fields={"causes": "Do sơ suất."}, edition=0, actor=filled.user("son"))
    with pytest.raises(ValidationError) as caught:
        save_report(report=report, fields={"causes": "Khác."}, edition=0, actor=filled.user("thuy"))
    assert caught.value.code == "edition"
    report.refresh_from_db()
    assert (report.causes, report.edition) == ("Do sơ suất.", 1)


def test_a_report_is_begun_only_by_those_who_write_it(filled: Cast) -> None:
    for name in ("lan", "ha", "van", "an", "binh"):
        with pytest.raises(PermissionDenied):
            report_for(filled, by=name)
    assert Report.objects.count() == 0


def test_no_report_is_begun_for_a_term(filled: Cast) -> None:
    year = filled.years[2026]
    year.pk, year.kind = None, "TERM"
    year.save()
    with pytest.raises(ValidationError):
        open_report(unit=filled.unit("hoa-an"), period=year, actor=filled.user("thuy"), now=filled.now)


def test_two_issue_at_once_and_one_paper_stays(lasting: Cast) -> None:
    report, outcomes = report_for(lasting), []
    together = threading.Barrier(2)

    def act(name: str, number: str) -> None:
        try:
            together.wait(10)
            outcomes.append(signed(lasting, report, name, number=number).number)
        except ValidationError as error:
            outcomes.append(error.messages[0])
        finally:
            connection.close()

    people = [threading.Thread(target=act, args=one) for one in (("thuy", "12"), ("son", "13"))]
    for one in people:
        one.start()
    for one in people:
        one.join(60)
    won = [one for one in outcomes if one in ("12", "13")]
    lost = [one for one in outcomes if one not in won]
    assert won == [Report.objects.get().number]
    assert lost == ["Hồ sơ đang ở trạng thái “Đã ban hành”, không thực hiện được việc này nữa. Hãy tải lại trang."]
    assert Entry.objects.filter(model="reports.Report", step="issue").count() == 1
