"""The search box over a country: a rare word, a common one, a name, a number; for a commune, a province, a member.

The common word stands in one registration of five: 200,000 of a million. What is found is compared with a plain
reading of the rows before anything is timed. Items are written with triggers off, as the rest of the country.
"""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from neuguong.config.benches.ground import Result, opened, seconds, signed_in, timed

if TYPE_CHECKING:
    from neuguong.config.benches.nation import Nation

SEARCH = 100
COMMON, RARE, NAME, NUMBER = "môi trường", "hoàng sa", "Nguyễn Văn An", "05-KH/ĐU"
BATCH = 50_000
_PHRASES = (
    "Trực tiếp gặp gỡ, đối thoại với nhân dân mỗi quý một lần; giải quyết dứt điểm đơn thư tồn đọng",
    "Rà soát quy chế làm việc, cắt giảm thủ tục hành chính, rút ngắn thời gian xử lý hồ sơ",
    "Đẩy mạnh chuyển đổi số, ký số văn bản điện tử; thực hành tiết kiệm, chống lãng phí hội họp, điện nước",
    "Giúp đỡ hai hộ nghèo thoát nghèo bền vững; vận động hiến đất mở đường bê tông nông thôn mới",
    "Học tập nâng cao trình độ chuyên môn, nghiệp vụ; sinh hoạt chi bộ đúng kỳ, đúng giờ",
    "Giữ gìn đạo đức, lối sống giản dị; tự phê bình và phê bình, xây dựng đoàn kết nội bộ",
    "Vận động gia đình, dòng họ giữ gìn an ninh trật tự, phòng cháy chữa cháy, không lái xe khi đã uống rượu bia",
)
_ITEMS = """
INSERT INTO commitments_item (commitment_id, unit_id, period_id, number, "group", deed, measure_taken, product,
                              measure_unit, due_on, status)
SELECT c.id, c.unit_id, c.period_id, place, 'DEED', (%(phrases)s::text[])[1 + (c.id * 7919 + place * 3) %% 7],
       CASE WHEN place = 1 AND c.id %% 5 = 0 THEN 'Thu gom rác, bảo vệ môi trường ' || c.id %% 500
            WHEN place = 1 AND c.id %% 100003 = 7 THEN 'Hướng về Hoàng Sa' ELSE '' END,
       (%(phrases)s::text[])[1 + (c.id * 104729 + place) %% 7], '', '2026-12-15', 'OPEN'
  FROM commitments_commitment c CROSS JOIN generate_series(1, 2) place WHERE c.state <> 'EXPECTED'
"""
_DOCUMENTS = """
INSERT INTO programmes_document (kind, number, number_key, summary, unit_id, issued_on, period_id)
SELECT 'PLAN', lpad(place::text, 2, '0') || '-KH/ĐU', lpad(place::text, 2, '0') || '-KH/ĐU',
       'Kế hoạch ' || (%(phrases)s::text[])[1 + (u.id * 31 + place) %% 7], u.id, '2026-01-05'::date + place, %(period)s
  FROM orgs_unit u CROSS JOIN generate_series(1, 20) place WHERE u.level = %(level)s
"""


def filled(country: "Nation") -> Iterator[Result]:
    """Give the registrations items, the communes documents, and everything its words."""
    yield Result("words of the country written", seconds(partial(_fill, country)), "s")


def _fill(country: "Nation") -> None:
    from django.db import connection, transaction  # noqa: PLC0415 (needs Django set up)

    from neuguong.base.orgs.choices import Level  # noqa: PLC0415
    from neuguong.base.periods.queries import year  # noqa: PLC0415

    given: dict[str, Any] = {"phrases": list(_PHRASES), "period": year(2026).pk, "level": int(Level.COMMUNE)}
    with connection.cursor() as cursor:
        with transaction.atomic():
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(_ITEMS, given)
            cursor.execute(_DOCUMENTS, given)
        for seek, table in (
            ("orgs_seek_units", "orgs_unit"),
            ("orgs_seek_people", "orgs_person"),
            ("commitments_seek", "commitments_commitment"),
        ):
            for start in range(0, 3 * country.people, BATCH):
                cursor.execute(
                    f"SELECT {seek}(array_agg(id)) FROM {table} WHERE id > %s AND id <= %s",  # noqa: S608 (our own names)
                    [start, start + BATCH],
                )
        cursor.execute("VACUUM ANALYZE")


def measured(country: "Nation") -> Iterator[Result]:
    """Whoever is asked finds what there is; then how long the page takes."""
    _member(country)
    yield from _checks(country)
    for words, typed in (("rare word", RARE), ("common word", COMMON), ("name", NAME), ("document number", NUMBER)):
        for username, whose in (("xa", "commune"), ("tinh", "province"), ("dangvien", "member")):
            address = f"/tim-kiem/?q={quote(typed)}"
            yield from timed(f"search, {words}, {whose}", partial(opened, signed_in(username), address), SEARCH)


def _member(country: "Nation") -> None:
    from neuguong.base.access.choices import Role  # noqa: PLC0415 (needs Django set up)
    from neuguong.base.orgs.models import Person  # noqa: PLC0415
    from neuguong.config.benches.nation import user_of  # noqa: PLC0415

    user = user_of("dangvien", Role.MEMBER, country.cell)
    first = Person.objects.filter(home=country.cell).order_by("pk").values("pk")[:1]
    Person.objects.filter(pk__in=first).update(user=user)


def _checks(country: "Nation") -> Iterator[Result]:
    """The registrations found in a commune are those that a plain reading of all its rows finds."""
    from neuguong.base.orgs.queries import under  # noqa: PLC0415 (needs Django set up)
    from neuguong.kit import clock  # noqa: PLC0415

    cells = under(country.commune.pk, clock.today())
    for typed in (RARE, COMMON, NAME):
        read = _read(typed, cells)
        found = _found("xa", typed).keys
        yield Result(f"“{typed}” in the commune as by plain reading", len(read), "rows", holds=set(found) == read)
    wide = _found("tinh", COMMON)
    yield Result(f"“{COMMON}” in the province, at least", len(wide.keys), "rows", holds=len(wide.keys) > 0)


def _found(username: str, typed: str) -> Any:
    from neuguong.base.accounts.models import User  # noqa: PLC0415 (needs Django set up)
    from neuguong.fronts.desk.queries import Search  # noqa: PLC0415
    from neuguong.kit import clock  # noqa: PLC0415

    return Search(typed, User.objects.get(username=username), clock.today(), 20).commitments_found()


def _read(typed: str, cells: Any) -> set[int]:
    from neuguong.kit.search import words_in  # noqa: PLC0415 (needs Django set up)
    from neuguong.work.commitments.choices import IN_HAND  # noqa: PLC0415
    from neuguong.work.commitments.models import Commitment  # noqa: PLC0415

    rows = Commitment.objects.filter(unit__in=cells).select_related("person", "period").prefetch_related("items")
    wanted, read = set(words_in(typed)), set()
    for row in rows:
        items = [] if row.state in IN_HAND else [f"{i.deed} {i.measure_taken} {i.product}" for i in row.items.all()]
        if row.person and wanted <= set(words_in(" ".join([row.person.full_name, row.code, *items]))):
            read.add(row.pk)
    return read
