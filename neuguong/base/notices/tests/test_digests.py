"""One mail a person a day: what is in it, who gets it, and that nothing is lost or sent twice."""

import datetime as dt
import threading
from smtplib import SMTPException
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from neuguong.base.accounts.models import User
from neuguong.base.notices import jobs
from neuguong.base.notices.models import Digest, Mail, Notice, NoticeKind, Task
from neuguong.base.notices.services import choose_mail, mark_read, tell
from neuguong.base.notices.services.digests import send, waiting
from tests.cast import TODAY, Cast

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
MORNING = dt.datetime(2026, 11, 16, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))  # a Monday


@pytest.fixture
def addressed(cast: Cast) -> Cast:
    """Lan and Hùng have an address, nobody else."""
    for name in ("lan", "hung"):
        User.objects.filter(username=name).update(email=f"{name}@example.vn")
    return cast


def told(cast: Cast, name: str, kind: NoticeKind, key: str, text: str, task: Task = Task.READ) -> None:
    tell(users=[cast.users[name].pk], kind=kind, key=key, text=text, href=f"/cam-ket/{key}/", now=MORNING, task=task)


def deliver(cast: Cast, name: str, on: dt.date = TODAY, at: dt.datetime = MORNING) -> bool:
    return send(user_id=cast.users[name].pk, on=on, now=at + HOUR)


def test_one_mail_groups_what_is_new(addressed: Cast, settings: Any) -> None:
    settings.SITE_ADDRESS = "https://neuguong.example.vn"
    told(addressed, "lan", NoticeKind.NEWS, "1", "Bản đăng ký <năm> 2026 đã được duyệt.")
    told(addressed, "lan", NoticeKind.TO_DO, "2", "Ghi kết quả quý IV.", Task.CARRY_OUT)

    assert deliver(addressed, "lan") is True

    (message,) = mail.outbox
    assert (message.to, message.subject) == (["lan@example.vn"], "Nêu Gương: 1 việc cần làm, 1 tin để biết")
    lines = [line for line in message.body.splitlines() if line.strip()]
    assert lines[:7] == [
        "Kính gửi đồng chí Nguyễn Thị Lan,",
        "Thực hiện, ghi kết quả (1)",
        "- Ghi kết quả quý IV.",
        "  https://neuguong.example.vn/cam-ket/2/",
        "Để biết (1)",
        "- Bản đăng ký <năm> 2026 đã được duyệt.",
        "  https://neuguong.example.vn/cam-ket/1/",
    ]
    page, kind = message.alternatives[0]
    assert kind == "text/html"
    assert '<a href="https://neuguong.example.vn/cam-ket/1/">Bản đăng ký &lt;năm&gt; 2026 đã được duyệt.</a>' in page


def test_a_second_run_sends_nothing_and_later_news_waits_for_tomorrow(addressed: Cast) -> None:
    told(addressed, "lan", NoticeKind.NEWS, "1", "Một")
    assert (deliver(addressed, "lan"), deliver(addressed, "lan")) == (True, False)
    told(addressed, "lan", NoticeKind.NEWS, "2", "Hai")
    assert deliver(addressed, "lan") is False
    assert deliver(addressed, "lan", TODAY + DAY) is True
    assert ["Một" in one.body for one in mail.outbox] == [True, False]
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_only_people_with_an_address_and_something_unread_are_waited_for(addressed: Cast) -> None:
    for name in ("lan", "hung", "mai"):
        told(addressed, name, NoticeKind.NEWS, "1", "Một")
    mark_read(user_id=addressed.users["hung"].pk, now=MORNING)
    assert waiting(now=MORNING + HOUR) == [addressed.users["lan"].pk]
    assert waiting(now=MORNING + 15 * DAY) == []
    assert [deliver(addressed, name) for name in ("hung", "mai", "an")] == [False, False, False]
    User.objects.filter(username="lan").update(is_active=False)
    assert (waiting(now=MORNING + HOUR), deliver(addressed, "lan"), mail.outbox) == ([], False, [])


class DeadServer(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPException("451 try again later")


def test_what_could_not_be_sent_is_sent_by_another_try(addressed: Cast, settings: Any) -> None:
    told(addressed, "lan", NoticeKind.NEWS, "1", "Một")
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"
    with pytest.raises(SMTPException):
        deliver(addressed, "lan")
    assert not Notice.objects.exclude(mailed_at=None).exists()
    assert not Digest.objects.exclude(sent_at=None).exists()

    settings.EMAIL_BACKEND = working
    assert deliver(addressed, "lan") is True
    assert len(mail.outbox) == 1


def test_a_task_with_many_lines_is_told_by_its_first_ones(addressed: Cast, settings: Any) -> None:
    for number in range(7):
        told(addressed, "lan", NoticeKind.TO_DO, f"{number}", f"Bản {number} chờ quyết định.", Task.DECIDE)
    told(addressed, "lan", NoticeKind.LATE, "muon", "Quá hạn 1 ngày: nộp bản đăng ký", Task.WRITE)
    told(addressed, "lan", NoticeKind.LATE, "gap", "Quá hạn 3 ngày: quyết định bản cũ", Task.DECIDE)

    deliver(addressed, "lan")

    (message,) = mail.outbox
    lines = [line.strip() for line in message.body.splitlines() if line.strip() and "http" not in line]
    assert lines[1:9] == [
        "Quyết định (8)",
        "- Quá hạn 3 ngày: quyết định bản cũ",
        *(f"- Bản {number} chờ quyết định." for number in range(4)),
        "Viết, nộp bản đăng ký (1)",
        "- Quá hạn 1 ngày: nộp bản đăng ký",
    ]
    assert f"và 3 việc khác: {settings.SITE_ADDRESS}/thong-bao/?viec=DECIDE&chua_doc=true" in message.body


def test_no_mail_at_night_and_nothing_is_lost(addressed: Cast) -> None:
    told(addressed, "lan", NoticeKind.TO_DO, "1", "Một", Task.WRITE)
    for hour in (20, 23, 2, 6):
        night = MORNING.replace(hour=hour)
        assert (waiting(now=night), send(user_id=addressed.users["lan"].pk, on=TODAY, now=night)) == ([], False)
    assert waiting(now=MORNING.replace(hour=19)) == [addressed.users["lan"].pk]
    assert deliver(addressed, "lan") is True


@pytest.mark.parametrize(
    ("kind", "task", "expected"),
    [
        (NoticeKind.NEWS, Task.READ, False),
        (NoticeKind.TO_DO, Task.DECIDE, False),
        (NoticeKind.DUE, Task.WRITE, True),
        (NoticeKind.LATE, Task.WRITE, True),
    ],
)
def test_on_a_day_off_only_what_is_due_is_mailed(addressed: Cast, kind: NoticeKind, task: Task, expected: bool) -> None:
    told(addressed, "lan", kind, "1", "Một", task)
    sunday = MORNING + 6 * DAY
    assert (waiting(now=sunday) != [], deliver(addressed, "lan", sunday.date(), sunday)) == (expected, expected)


@pytest.mark.parametrize(
    ("wish", "hour", "task", "at", "expected"),
    [
        (Mail.NEVER, 7, Task.WRITE, 8, False),
        (Mail.TASKS, 7, Task.READ, 8, False),
        (Mail.TASKS, 7, Task.WRITE, 8, True),
        (Mail.DAILY, 7, Task.READ, 8, True),
        (Mail.DAILY, 14, Task.WRITE, 13, False),
        (Mail.DAILY, 14, Task.WRITE, 14, True),
        (Mail.DAILY, 14, Task.WRITE, 17, True),
    ],
)
def test_each_gets_it_as_she_wishes(
    addressed: Cast, wish: Mail, hour: int, task: Task, at: int, expected: bool
) -> None:
    lan = addressed.users["lan"].pk
    choose_mail(user_id=lan, mail=wish, hour=hour)
    told(addressed, "lan", NoticeKind.TO_DO, "1", "Một", task)
    now = MORNING.replace(hour=at)
    assert (waiting(now=now) == [lan], send(user_id=lan, on=TODAY, now=now)) == (expected, expected)


def test_the_clock_gives_everybody_a_job_of_their_own(addressed: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("neuguong.kit.clock.now", lambda: MORNING)
    monkeypatch.setattr("neuguong.kit.clock.today", MORNING.date)
    for name in ("lan", "hung", "mai"):
        told(addressed, name, NoticeKind.NEWS, "1", "Một")

    jobs.send_digests(timestamp=0)

    queued = ProcrastinateJob.objects.filter(task_name="notices.digest").values_list("args", flat=True)
    people = sorted(addressed.users[name].pk for name in ("lan", "hung"))
    assert sorted(queued, key=lambda one: one["user_id"]) == [{"user_id": pk, "on": "2026-11-16"} for pk in people]
    jobs.send_digest(**people_job(people[0]))
    assert [one.to for one in mail.outbox] == [["lan@example.vn"]]


def people_job(user_id: int) -> dict[str, Any]:
    return {"user_id": user_id, "on": "2026-11-16"}


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_mail(addressed: Cast) -> None:
    told(addressed, "lan", NoticeKind.NEWS, "1", "Một")
    together, sent = threading.Barrier(2), []

    def work() -> None:
        try:
            together.wait(10)
            sent.append(deliver(addressed, "lan"))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _worker in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join(30)

    assert sorted(sent) == [False, True]
    assert (len(mail.outbox), Digest.objects.count()) == (1, 1)
