"""The address of every slice. Addresses are Vietnamese without diacritics, their names English."""

from django.urls import include, path

from neuguong.kit import errors

urlpatterns = [
    path("", include("neuguong.fronts.desk.urls")),
    path("", include("neuguong.base.accounts.urls")),
    path("buoc/", include("neuguong.base.journal.urls")),
    path("quan-tri/", include("neuguong.base.access.urls")),
    path("ky/", include("neuguong.base.periods.urls")),
    path("tep/", include("neuguong.base.files.urls")),
    path("du-lieu-ca-nhan/", include("neuguong.base.consents.urls")),
    path("to-chuc/sap-xep/", include("neuguong.base.reorganisations.urls")),
    path("so-lieu/", include("neuguong.base.figures.urls")),
    path("nap-du-lieu/", include("neuguong.base.imports.urls")),
    path("xuat/", include("neuguong.base.exports.urls")),
    path("thong-bao/", include("neuguong.base.notices.urls")),
    path("cong-dan/", include("neuguong.fronts.portal.urls")),
    path("tiep-dan/", include("neuguong.work.dialogues.urls")),
    path("chi-tieu/", include("neuguong.work.indicators.urls")),
    path("chuong-trinh/", include("neuguong.work.programmes.urls")),
    path("hoc-tap/", include("neuguong.work.study.urls")),
    path("cam-ket/", include("neuguong.work.commitments.urls")),
    path("lich/", include("neuguong.fronts.calendar.urls")),
    path("to-cao/", include("neuguong.work.denunciations.urls")),
    path("kiem-tra-giam-sat/", include("neuguong.work.oversight.urls")),
    path("bao-cao/", include("neuguong.work.reports.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.fault
