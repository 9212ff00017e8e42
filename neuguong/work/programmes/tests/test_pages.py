"""The pages, climbing the ladder; what they ask of the database does not grow with what they show."""

import datetime as dt
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from neuguong.base.accounts.models import User
from neuguong.base.orgs.models import Tree
from neuguong.base.orgs.services import close_unit, succeed
from neuguong.work.programmes.choices import Channel, PlanState
from neuguong.work.programmes.models import Communication, Document, Plan, PlanTask, Programme
from neuguong.work.programmes.services import add_communication
from neuguong.work.programmes.tests import given

LADDER = ("lan", "ha", "hung", "son", "thuy", "quang", "van", "an", "binh")
WRITTEN_BY = {
    "moi/": {"son", "an"},
    "van-ban/moi/": {"son", "an"},
    "ke-hoach/giao/": {"son", "an"},
    "tuyen-truyen/moi/": {"ha", "hung", "son", "an"},
}
READ = ("", "van-ban/", "ke-hoach/", "tuyen-truyen/")


def _as(client, cast, who):
    client.force_login(cast.user(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _text(answer) -> str:
    return answer.content.decode()


def test_anonymous_is_asked_to_sign_in(client, cast):
    for path in (*READ, *WRITTEN_BY, "1/"):
        answer = client.get(f"/chuong-trinh/{path}")
        assert (answer.status_code, answer["Location"]) == (
            302,
            f"/dang-nhap/?next=%2Fchuong-trinh%2F{quote(path, '')}",
        )


def test_everybody_reads_programmes_and_registers(client, cast):
    one = given.programme(cast)
    for who in LADDER:
        for path in (*READ, f"{one.pk}/"):
            assert _as(client, cast, who).get(f"/chuong-trinh/{path}").status_code == 200, (who, path)


def test_who_may_open_which_form(client, cast):
    answers = {
        path: {who: _as(client, cast, who).get(f"/chuong-trinh/{path}").status_code for who in LADDER}
        for path in WRITTEN_BY
    }
    assert answers == {path: {who: 200 if who in may else 403 for who in LADDER} for path, may in WRITTEN_BY.items()}


def test_plan_is_open_within_reach(client, cast):
    given.opened(cast)
    plan = given.plan_of(cast, "thon-dong")
    paths = (f"{plan.pk}/", f"viet/?id={plan.pk}")
    answers = {
        who: tuple(_as(client, cast, who).get(f"/chuong-trinh/ke-hoach/{path}").status_code for path in paths)
        for who in LADDER
    }
    reads, none = (200, 404), (404, 404)
    assert answers == {
        "lan": reads, "ha": none, "hung": (200, 200), "son": reads, "thuy": reads, "quang": reads, "van": reads,
        "an": reads, "binh": none,
    }  # fmt: skip


def test_document_is_entered_with_its_file(client, cast):
    file = SimpleUploadedFile("ke-hoach.pdf", b"%PDF-1.4\n%%EOF\n")
    fields = {
        "unit": cast.unit("hoa-an").pk, "kind": "GUIDANCE", "number": "7-HD/ĐU", "issued_on": "10/02/2026",
        "summary": "Hướng dẫn", "file": file,
    }  # fmt: skip
    answer = _as(client, cast, "son").post("/chuong-trinh/van-ban/moi/", fields)
    assert (answer.status_code, answer["Location"]) == (302, "/chuong-trinh/van-ban/")
    row = Document.objects.get()
    assert f'href="/tep/{row.file_id}/"' in _text(client.get("/chuong-trinh/van-ban/?q=7-hd"))


def test_error_stands_beside_its_field_and_keeps_what_was_typed(client, cast):
    given.document(cast)
    fields = {
        "unit": cast.unit("hoa-an").pk, "kind": "GUIDANCE", "number": "12-hd/đu", "issued_on": "10/02/2026",
        "summary": "Lần hai",
    }  # fmt: skip
    answer = _as(client, cast, "son").post("/chuong-trinh/van-ban/moi/", fields)
    assert answer.status_code == 422
    assert 'id="id_number_error"' in _text(answer) and "Lần hai" in _text(answer)


def test_foreign_unit_is_no_choice(client, cast):
    fields = {"unit": cast.unit("binh-minh").pk, "kind": "GUIDANCE", "number": "1", "issued_on": "10/02/2026"}
    answer = _as(client, cast, "son").post("/chuong-trinh/van-ban/moi/", {**fields, "summary": "x"})
    assert (answer.status_code, Document.objects.count()) == (422, 0)


def test_programme_with_its_paper_and_what_it_carries_out(client, cast):
    directive = given.programme(cast, "trung-uong", "Chỉ thị")
    paper = given.document(cast, number="9-NQ/ĐU")
    fields = {"issuer": cast.unit("hoa-an").pk, "kind": "ANNUAL_THEME", "title": "Chuyên đề xã", "first_year": "2026"}
    wrong = _as(client, cast, "son").post("/chuong-trinh/moi/", {**fields, "number": "10-NQ/ĐU"})
    assert "Sổ văn bản chưa có số 10-NQ/ĐU." in _text(wrong)
    answer = client.post("/chuong-trinh/moi/", {**fields, "number": "9-nq/đu", "parent": directive.pk})
    made = Programme.objects.get(issuer=cast.unit("hoa-an"))
    assert (answer["Location"], made.document, made.parent) == (f"/chuong-trinh/{made.pk}/", paper, directive)


def test_plans_are_asked_for_by_unit_name(client, cast):
    one = given.programme(cast)
    fields = {"programme": one.pk, "unit": "hoa an", "period": cast.years[2026].pk, "due_on": "31/03/2026"}
    answer = _as(client, cast, "son").post("/chuong-trinh/ke-hoach/giao/", fields)
    assert answer["Location"] == f"/chuong-trinh/ke-hoach/?year=2026&programme={one.pk}"
    assert Plan.objects.count() == 3
    outside = client.post("/chuong-trinh/ke-hoach/giao/", {**fields, "unit": "bac-son"})
    assert (outside.status_code, Plan.objects.count()) == (422, 3)


def _tasks(cast, plan, **extra):
    return {
        "id": plan.pk, "edition": plan.edition, "viec-TOTAL_FORMS": "2", "viec-INITIAL_FORMS": "0",
        "viec-0-text": "Học chuyên đề", "viec-0-due_on": "30/04/2026",
        "viec-0-owner_unit": "Chi bộ Thôn Đông (bac-son/hoa-an/thon-dong)", "viec-0-owner": "",
        "viec-1-text": "", "viec-1-due_on": "", "viec-1-owner_unit": "", "viec-1-owner": "", **extra,
    }  # fmt: skip


def test_plan_is_written_issued_and_finished_by_hand(client, cast):
    given.opened(cast)
    plan = given.plan_of(cast, "hoa-an")
    _as(client, cast, "son")
    address = f"/chuong-trinh/ke-hoach/viet/?id={plan.pk}"
    answer = client.post(address, _tasks(cast, plan, ban_hanh="1"))
    assert answer["Location"] == f"/chuong-trinh/ke-hoach/ban-hanh/?id={plan.pk}"
    assert list(PlanTask.objects.values_list("number", "text", "owner_unit__name")) == [
        (1, "Học chuyên đề", "Chi bộ Thôn Đông")
    ]
    paper = {"number": "05-KH/ĐU", "issued_on": "20/03/2026", "summary": "Kế hoạch"}
    answer = client.post(answer["Location"], paper)
    assert answer["Location"] == f"/chuong-trinh/ke-hoach/{plan.pk}/"
    plan.refresh_from_db()
    assert plan.state == PlanState.ISSUED
    assert "Quá hạn" in _text(client.get(answer["Location"]))
    task = PlanTask.objects.get()
    client.post(f"/chuong-trinh/nhiem-vu/{task.pk}/", {"done_on": "28/04/2026"})
    assert "Hoàn thành 28/04/2026" in _text(client.get(answer["Location"]))


def test_one_more_task_without_script_keeps_what_was_typed(client, cast):
    given.opened(cast)
    plan = given.plan_of(cast, "hoa-an")
    answer = _as(client, cast, "son").post("/chuong-trinh/ke-hoach/viet/", _tasks(cast, plan, them_dong="viec"))
    assert (answer.status_code, Plan.objects.get(pk=plan.pk).state) == (200, PlanState.EXPECTED)
    assert "Học chuyên đề" in _text(answer) and 'name="viec-2-text"' in _text(answer)


def test_stale_draft_is_answered_with_409(client, cast):
    given.opened(cast)
    plan = given.plan_of(cast, "hoa-an")
    given.written(cast)
    answer = _as(client, cast, "thuy").post("/chuong-trinh/ke-hoach/viet/", _tasks(cast, plan))
    assert answer.status_code == 409 and "Học chuyên đề" in _text(answer)


def test_activity_is_entered(client, cast):
    fields = {
        "unit": cast.unit("thon-dong").pk, "channel": "LOUDSPEAKER", "title": "Kể chuyện Bác", "on": "19/05/2026",
        "count": "12",
    }  # fmt: skip
    answer = _as(client, cast, "hung").post("/chuong-trinh/tuyen-truyen/moi/", fields)
    assert (answer["Location"], Communication.objects.get().count) == ("/chuong-trinh/tuyen-truyen/", 12)


def test_list_and_export_show_the_same_plans(client, cast):
    given.opened(cast, "bac-son")
    shown = _text(_as(client, cast, "hung").get("/chuong-trinh/ke-hoach/"))
    exported = b"".join(client.get("/chuong-trinh/ke-hoach/?tai=csv").streaming_content).decode()
    assert ("Chi bộ Thôn Đông" in shown, "Chi bộ Thôn Tây" in shown) == (True, False)
    assert (exported.count("\r\n"), "Chi bộ Thôn Đông" in exported) == (2, True)


def test_figure_opens_the_rows_that_one_may_see(client, cast):
    given.opened(cast, "bac-son")
    query = f"don-vi=bac-son/hoa-an&ky={cast.years[2026].pk}"
    page = _text(_as(client, cast, "son").get(f"/so-lieu/plans_should/?{query}"))
    assert "Đồng chí được xem cả 3 dòng." in page


def test_figures_of_somebody_elses_unit_are_not_told(client, cast):
    one = given.opened(cast, "bac-son")
    _as(client, cast, "ha")
    for path in (f"/chuong-trinh/{one.pk}/", "/chuong-trinh/", "/so-lieu/plans_should/"):
        assert client.get(path, {"don-vi": "bac-son/hoa-an", "ky": cast.years[2026].pk}).status_code == 404


def test_who_has_no_place_reads_a_programme_without_figures(client, cast):
    one = given.opened(cast, "bac-son")
    user = User.objects.create_user("khach")
    client.force_login(user)
    text = _text(client.get(f"/chuong-trinh/{one.pk}/"))
    assert (one.title in text, "Phải ban hành kế hoạch" in text, "Chưa có kế hoạch nào" in text) == (True, False, True)


def test_a_programmes_page_counts_its_own_plans(client, cast):
    given.opened(cast, "bac-son")
    one = given.opened(cast, "hoa-an", given.programme(cast, "hoa-an", "Chuyên đề xã"))
    given.issued_late(cast, one)
    text = _text(_as(client, cast, "van").get(f"/chuong-trinh/{one.pk}/?don-vi=bac-son"))
    address = f"/so-lieu/plans_should/?don-vi=bac-son&amp;ky={cast.years[2026].pk}&amp;theo={one.pk}"
    assert f'href="{address}"' in text and "Ban hành muộn" in text
    opened = _text(client.get(address.replace("&amp;", "&")))
    assert "Phải ban hành kế hoạch: Chuyên đề xã" in opened and "Đồng chí được xem cả 3 dòng." in opened


@pytest.mark.parametrize("asked", ["0", "x", "99999"])
def test_a_figure_of_no_programme_is_not_found(client, cast, asked):
    given.opened(cast)
    query = f"don-vi=bac-son&ky={cast.years[2026].pk}&theo={asked}"
    assert _as(client, cast, "van").get(f"/so-lieu/plans_should/?{query}").status_code == 404
    assert client.get(f"/so-lieu/documents/?{query}").status_code == 404


@pytest.mark.parametrize("who", ["lan", "son"])
def test_empty_pages_say_what_comes_next(client, cast, who):
    page = _text(_as(client, cast, who).get("/chuong-trinh/"))
    assert "Năm này chưa có chương trình nào" in page
    assert ('class="empty-action"' in page) == (who == "son")


def test_unknown_year_and_unit_are_not_found(client, cast):
    for query in ("nam=2019", "don-vi=khong-co"):
        assert _as(client, cast, "son").get(f"/chuong-trinh/?{query}").status_code == 404


def _grow(cast, name):
    given.opened(cast, "hoa-an", given.programme(cast, title=name))
    given.document(cast, number=name)
    add_communication(
        unit=cast.unit("hoa-an"), channel=Channel.PRESS, title=name, on=cast.today, actor=None, now=cast.now
    )


def _queries(client, address) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_queries_do_not_grow_with_rows(client, cast):
    paths = (*READ, "ke-hoach/giao/", "moi/")
    _grow(cast, "Một")
    _as(client, cast, "son").get("/chuong-trinh/")
    once = {path: _queries(client, f"/chuong-trinh/{path}") for path in paths}
    _grow(cast, "Hai")
    _grow(cast, "Ba")
    assert {path: _queries(client, f"/chuong-trinh/{path}") for path in paths} == once


def test_queries_of_a_plan_do_not_grow_with_tasks(client, cast):
    given.opened(cast)
    plan = given.issued(cast)
    _as(client, cast, "son").get("/chuong-trinh/")
    address = f"/chuong-trinh/ke-hoach/{plan.pk}/"
    once = _queries(client, address)
    PlanTask.objects.bulk_create(
        PlanTask(plan=plan, number=n, text="Việc", due_on=cast.today, owner=cast.person("hung")) for n in (8, 9)
    )
    assert _queries(client, address) == once


def test_dissolved_unit_is_offered_last_and_asked_for_no_plan(client, cast):
    close_unit(unit=cast.unit("thon-tay"), tree=Tree.objects.get(), on=dt.date(2026, 7, 1))
    succeed(predecessor=cast.unit("thon-tay"), successor=cast.unit("thon-dong"), kind="ABSORB", on=dt.date(2026, 7, 1))
    page = _text(_as(client, cast, "hung").get("/chuong-trinh/tuyen-truyen/moi/"))
    assert page.index("Chi bộ Thôn Đông") < page.index("Chi bộ Thôn Tây")
    assert "thon-tay" not in _text(_as(client, cast, "son").get("/chuong-trinh/ke-hoach/giao/"))
    assert given.opened(cast).plans.count() == 2
