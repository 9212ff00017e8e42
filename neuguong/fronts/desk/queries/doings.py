"""What she wrote and was told, what she agreed to and asked, and who looked at her."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from neuguong.base.accounts.models import User
from neuguong.base.consents.queries import consents_of, requests_of
from neuguong.base.exports.queries import exports_of
from neuguong.base.files.models import StoredFile
from neuguong.base.journal.models import Entry
from neuguong.base.journal.queries import ADOPTED
from neuguong.base.notices.queries import notices_of
from neuguong.base.orgs.models import Person, SensitiveRecord
from neuguong.fronts.desk.queries.part import Part, cut, label_of, upto, who
from neuguong.work.commitments.choices import Taken
from neuguong.work.commitments.models import Commitment, Item, Progress
from neuguong.work.commitments.queries import TAKEN, papers_of
from neuguong.work.commitments.rules import policy

_TEXTS = (
    "shortcomings", "pressing_issue", "expected_product", "cooperating", "resources", "result", "comment",
)  # fmt: skip


def registrations_of(person: Person, most: int | None) -> list[Commitment]:
    """Her registrations, newest first: one more than `most`, to know whether there are more."""
    found = Commitment.objects.filter(person=person).select_related("period", "unit", "written_by")
    return list(found.order_by("-period__year", "kind", "pk")[upto(most)])


def readable(person: Person, keeper: User | None) -> QuerySet[Commitment]:
    """The registrations whose words are shown: all to herself, to a keeper those that he may read."""
    own = Commitment.objects.filter(person=person)
    return own if keeper is None else policy.visible(own, keeper, "read")


def registrations_part(registrations: list[Commitment], most: int | None) -> Part:
    """Her registrations, with who typed each."""
    rows, has_more = cut(
        (
            (
                str(one.period), one.get_kind_display(), one.unit.name, one.get_state_display(), one.submitted_on,
                one.written_at, who(one.written_by),
            )
            for one in registrations
        ),
        most,
    )  # fmt: skip
    columns = (
        _("Năm"), _("Loại"), _("Đơn vị"), _("Trạng thái"), _("Ngày trình"), _("Lưu lúc"), _("Người nhập"),
    )  # fmt: skip
    hrefs = {n: reverse("commitments:detail", args=[one.pk]) for n, one in enumerate(registrations)}
    source = _("Đồng chí tự viết, người khác nhập giúp, hoặc nạp từ tệp: xem cột Người nhập và nhật ký của từng bản.")
    return Part("dang-ky", _("Bản đăng ký"), source, columns, rows, has_more, hrefs)


def texts_part(registrations: list[Commitment], most: int | None) -> Part:
    """What is written in them beside their items."""
    rows, has_more = cut(
        (
            (str(one.period), one.get_kind_display(), label, getattr(one, name))
            for one in registrations
            for name, label in zip(_TEXTS, label_of(Commitment, *_TEXTS), strict=True)
            if getattr(one, name)
        ),
        most,
    )
    columns = (_("Năm"), _("Loại"), _("Mục"), _("Nội dung"))
    return Part("loi-viet", _("Lời trong bản đăng ký"), _("Cùng nguồn với bản đăng ký."), columns, rows, has_more)


def items_part(registrations: QuerySet[Commitment], most: int | None) -> Part:
    """What stands in the registrations."""
    found = Item.objects.filter(commitment__in=registrations.values("pk")).select_related("period")
    rows, has_more = cut(
        (
            (
                str(one.period), one.number, one.deed, one.measure_taken, one.product, one.due_on,
                one.get_status_display(),
            )
            for one in found.order_by("-period__year", "commitment_id", "number")[upto(most)]
        ),
        most,
    )  # fmt: skip
    columns = (
        _("Năm"), _("TT"), _("Việc cụ thể"), _("Biện pháp"), _("Sản phẩm, chỉ tiêu"), _("Thời hạn"), _("Tình trạng"),
    )  # fmt: skip
    return Part("noi-dung", _("Nội dung đăng ký"), _("Cùng nguồn với bản đăng ký."), columns, rows, has_more)


def progress_part(registrations: QuerySet[Commitment], most: int | None) -> Part:
    """What was written down as done."""
    found = Progress.objects.filter(item__commitment__in=registrations.values("pk")).select_related(
        "period", "item", "recorded_by"
    )
    rows, has_more = cut(
        (
            (str(one.period), one.item.deed, one.text, one.amount, one.recorded_on, who(one.recorded_by))
            for one in found.order_by("-period__starts_on", "pk")[upto(most)]
        ),
        most,
    )
    columns = (_("Quý"), _("Việc cụ thể"), _("Kết quả"), _("Số thực hiện"), _("Ngày ghi"), _("Người ghi"))
    return Part("ket-qua", _("Kết quả theo quý"), _("Theo cột Người ghi."), columns, rows, has_more)


def files_part(user: User | None, most: int | None) -> Part:
    """The files she uploaded."""
    read = list(StoredFile.objects.filter(added_by=user).order_by("-added_at", "-pk")[upto(most)]) if user else []
    rows, has_more = cut(((one.name, one.size, one.content_type, one.added_at, one.sha256) for one in read), most)
    columns = (_("Tên tệp"), _("Cỡ (byte)"), _("Loại nội dung"), _("Tải lên lúc"), _("Mã băm"))
    hrefs = {n: reverse("files:open", args=[one.pk]) for n, one in enumerate(read)}
    return Part("tep", _("Tệp đã tải lên"), _("Đồng chí tự tải lên."), columns, rows, has_more, hrefs)


def notices_part(user: User | None, most: int | None) -> Part:
    """What the system told her."""
    rows, has_more = cut(
        ((one.text, one.get_kind_display(), one.made_at, one.read_at) for one in notices_of(user)[upto(most)]), most
    )
    columns = (_("Nội dung"), _("Loại"), _("Lúc"), _("Đã đọc lúc"))
    return Part("thong-bao", _("Thông báo"), _("Hệ thống lập."), columns, rows, has_more)


def consents_part(person: Person) -> Part:
    """What she agreed to, withdrawn words too."""
    rows = [
        (
            one.get_purpose_display(), one.version, one.wording, one.get_way_display(), one.given_on,
            who(one.recorded_by), one.withdrawn_at,
        )
        for one in consents_of(person)
    ]  # fmt: skip
    columns = (
        _("Mục đích"), _("Bản"), _("Nội dung đã đồng ý"), _("Cách đồng ý"), _("Ngày đồng ý"),
        _("Người ghi"), _("Rút lúc"),
    )  # fmt: skip
    return Part("dong-y", _("Đồng ý đã cho và đã rút"), _("Chính đồng chí cho."), columns, rows)


def requests_part(person: Person) -> Part:
    """What she asked about her data."""
    rows = [
        (
            one.get_kind_display(), one.words, one.get_state_display(), one.asked_at, one.answer_by, one.carry_out_by,
            one.answer, one.closed_at,
        )
        for one in requests_of(person)
    ]  # fmt: skip
    columns = (
        _("Loại"), _("Nội dung yêu cầu"), _("Trạng thái"), _("Gửi lúc"), _("Hạn trả lời"), _("Hạn thực hiện"),
        _("Trả lời"), _("Kết thúc lúc"),
    )  # fmt: skip
    return Part("yeu-cau", _("Yêu cầu về dữ liệu"), _("Chính đồng chí gửi."), columns, rows)


def looks_part(of_person: list[Entry], of_record: list[Entry], most: int | None) -> Part:
    """Who looked at her page and at what is sensitive, who changed her row; newest first."""
    newest = sorted((*of_person, *of_record), key=lambda one: (one.at, one.pk), reverse=True)
    rows, has_more = cut(((one.at, who(one.actor), one.capacity, _act(one)) for one in newest), most)
    source = _(
        "Nhật ký hệ thống: người xem trang cá nhân được ghi một lần mỗi ngày, xem thông tin nhạy cảm ghi từng lần."
    )
    columns = (_("Lúc"), _("Ai"), _("Với tư cách"), _("Việc"))
    return Part("ai-xem", _("Ai đã xem, ai đã sửa"), source, columns, rows, has_more)


def _act(entry: Entry) -> str:
    is_sensitive = entry.model == SensitiveRecord._meta.label
    said = {
        "look": _("Xem thông tin nhạy cảm") if is_sensitive else _("Xem trang cá nhân"),
        "correct": _("Sửa thông tin nhạy cảm"),
        "erase": _("Xóa thông tin nhạy cảm"),
        "transfer": _("Chuyển sinh hoạt đảng"),
        "print_data": _("In bản dữ liệu của người này"),
        "download_data": _("Tải về dữ liệu của mình"),
    }
    return entry.note if entry.step == ADOPTED else said.get(entry.step, entry.step)


def exports_part(person: Person, most: int | None) -> Part:
    """Who took her out of the house in a list."""
    rows, has_more = cut(
        (
            (one.made_at, one.title, one.filters, one.get_kind_display(), who(one.asked_by))
            for one in exports_of(person)[upto(most)]
        ),
        most,
    )
    columns = (_("Lúc"), _("Danh sách"), _("Điều kiện lọc"), _("Dạng tệp"), _("Người xuất"))
    source = _("Mỗi lần một danh sách có tên đồng chí được xuất ra tệp.")
    return Part("ai-xuat", _("Ai đã xuất danh sách"), source, columns, rows, has_more)


def papers_part(person: Person, most: int | None) -> Part:
    """Who took a paper with her name in it out of the house."""
    rows, has_more = cut(
        (
            (one.at, _paper(one), one.at_unit, str(one.data["year"]), one.data["form"].upper(), who(one.actor))
            for one in papers_of(person)[upto(most)]
        ),
        most,
    )
    columns = (_("Lúc"), _("Giấy tờ"), _("Đơn vị"), _("Năm"), _("Dạng tệp"), _("Người lấy"))
    source = _("Mỗi lần một sổ, biểu mẫu, biên bản, quyết định hay bảng có tên đồng chí được lấy ra tệp hoặc niêm yết.")
    return Part("ai-lay", _("Ai đã lấy giấy tờ"), source, columns, rows, has_more)


def _paper(entry: Entry) -> str:
    """The paper by name; of a list that was posted the journal has its size in that place."""
    return str(Taken(entry.data["paper"]).label) if entry.step == TAKEN else _("Danh sách niêm yết")
