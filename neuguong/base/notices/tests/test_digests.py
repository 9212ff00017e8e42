"""One mail a person a day: what is in it, who gets it, and that nothing is lost or sent twice."""

import datetime as dt
import threading
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from neuguong.base.accounts.models import User
from neuguong.base.notices import jobs
from neuguong.base.notices.models import Digest, Notice, NoticeKind
from neuguong.base.notices.services import mark_read, tell
from neuguong.base.notices.services.digests import send, waiting
from tests.cast import TODAY, Cast

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def addressed(cast: Cast) -> Cast:
    """Lan and Hùng have an address, nobody else."""
    for name in ("lan", "hung"):
        User.objects.filter(username=name).update(email=f"{name}@example.vn")
    return cast


def told(cast: Cast, name: str, kind: NoticeKind, key: str, text: str) -> None:
    tell(users=[cast.users[name].pk], kind=kind, key=key, text=text, href=f"/cam-ket/{key}/", now=cast.now)


def deliver(cast: Cast, name: str, on: dt.date = TODAY) -> bool:
    return send(user_id=cast.users[name].pk, on=on, now=cast.now + HOUR)


def test_one_mail_groups_what_is_new(addressed: Cast, settings: Any) -> None:
    settings.SITE_ADDRESS = "https://neuguong.example.vn"
    told(addressed, "lan", NoticeKind.NEWS, "1", "Bản đăng ký <năm> 2026 đã được duyệt.")
    told(addressed, "lan", NoticeKind.TO_DO, "2", "Ghi kết quả quý IV.")

    assert deliver(addressed, "lan") is True

    (message,) = mail.outbox
    assert (message.to, message.subject) == (["lan@example.vn"], "Nêu Gương: 2 thông báo mới")
    lines = [line for line in message.body.splitlines() if line.strip()]
    assert lines[:7] == [
        "Kính gửi đồng chí Nguyễn Thị Lan,",
        "Việc cần làm",
        "- Ghi kết quả quý IV.",
        "  https://neuguong.example.vn/cam-ket/2/",
        "Kết quả xử lý",
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
    assert deliver(addressed, "lan", TODAY + dt.timedelta(days=1)) is True
    assert ["Một" in one.body for one in mail.outbox] == [True, False]
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_only_people_with_an_address_and_something_unread_are_waited_for(addressed: Cast) -> None:
    for name in ("lan", "hung", "mai"):
        told(addressed, name, NoticeKind.NEWS, "1", "Một")
    mark_read(user_id=addressed.users["hung"].pk, now=addressed.now)
    assert waiting(now=addressed.now + HOUR) == [addressed.users["lan"].pk]
    assert waiting(now=addressed.now + dt.timedelta(days=15)) == []
    assert [deliver(addressed, name) for name in ("hung", "mai", "an")] == [False, False, False]
    User.objects.filter(username="lan").update(is_active=False)
    assert (waiting(now=addressed.now + HOUR), deliver(addressed, "lan"), mail.outbox) == ([], False, [])


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


def test_the_clock_gives_everybody_a_job_of_their_own(addressed: Cast) -> None:
    for name in ("lan", "hung", "mai"):
        told(addressed, name, NoticeKind.NEWS, "1", "Một")

    jobs.send_digests(timestamp=0)

    queued = ProcrastinateJob.objects.filter(task_name="notices.digest").values_list("args", flat=True)
    people = sorted(addressed.users[name].pk for name in ("lan", "hung"))
    assert sorted(queued, key=lambda one: one["user_id"]) == [{"user_id": pk, "on": "2026-11-15"} for pk in people]
    jobs.send_digest(**people_job(people[0]))
    assert [one.to for one in mail.outbox] == [["lan@example.vn"]]


def people_job(user_id: int) -> dict[str, Any]:
    return {"user_id": user_id, "on": "2026-11-15"}


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
