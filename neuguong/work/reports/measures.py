"""The figures of reporting: who owes a report, against both its deadlines; who asked for a later day.

A report of a quarter counts in its quarter, that of a year in the year: two obligations, never added up.
"""

from django.utils.translation import gettext_lazy as _l

from neuguong.base.periods.choices import Subject
from neuguong.kit.figures import Before, Cube, Measure, register
from neuguong.work.reports.choices import OWED, SENT, ExtensionState, Timing

REPORTS = Cube("reports", "reports.Report", dims=("expected", "state", "timing", "due_on", "first_due_on"))
EXTENSIONS = Cube("extensions", "reports.Extension", dims=("subject", "state"))

_OWED = tuple(state.value for state in OWED)
_SENT = tuple(state.value for state in SENT)
_ALL_SENT = _l("Không có báo cáo nào còn thiếu.")


def _one(key: str, label: object, zero: object = "", **where: object) -> Measure:
    """A share of the reports that were asked for."""
    asked = {"expected": True, **where}
    return Measure(f"reports_{key}", label, REPORTS, asked, of="reports_should", zero=zero)  # type: ignore[arg-type]  # conditions of any type


REPORT_MEASURES = register(
    (
        Measure(
            "reports_should", _l("Phải báo cáo"), REPORTS, {"expected": True}, zero=_l("Kỳ này chưa giao lập báo cáo.")
        ),
        _one("sent", _l("Đã báo cáo"), _l("Chưa đơn vị nào báo cáo."), state=_SENT),
        _one("in_time", _l("Báo cáo đúng hạn ban đầu"), timing=Timing.ON_TIME.value),
        _one("extended", _l("Báo cáo trong hạn được gia hạn"), timing=Timing.EXTENDED.value),
        _one("late", _l("Báo cáo muộn"), _l("Không có báo cáo nào muộn."), timing=Timing.LATE.value),
        _one("owed", _l("Chưa báo cáo"), _ALL_SENT, state=_OWED),
        _one("missing", _l("Quá hạn chưa báo cáo"), _ALL_SENT, state=_OWED, due_on=Before()),
        _one("past_first", _l("Quá hạn ban đầu chưa báo cáo"), _ALL_SENT, state=_OWED, first_due_on=Before()),
    )
)


def _asked(key: str, label: object, **where: object) -> Measure:
    return Measure(f"extensions_{key}", label, EXTENSIONS, where, of="extensions")  # type: ignore[arg-type]  # conditions of any type


EXTENSION_MEASURES = register(
    (
        Measure("extensions", _l("Đề nghị gia hạn"), EXTENSIONS, zero=_l("Chưa đơn vị nào xin gia hạn.")),
        _asked("waiting", _l("Đề nghị gia hạn chờ trả lời"), state=ExtensionState.ASKED.value),
        _asked("granted", _l("Được gia hạn"), state=ExtensionState.GRANTED.value),
        _asked("refused", _l("Không được gia hạn"), state=ExtensionState.REFUSED.value),
        _asked("report", _l("Xin gia hạn báo cáo"), subject=Subject.REPORT.value),
        _asked("register", _l("Xin gia hạn đăng ký"), subject=Subject.REGISTER.value),
    )
)

ALL = (*REPORT_MEASURES, *EXTENSION_MEASURES)
