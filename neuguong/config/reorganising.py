"""A batch of reorganisations from a file, for the command line."""

from dataclasses import dataclass
from pathlib import Path

import click
from django.core.exceptions import ValidationError

from neuguong.base.accounts.models import User
from neuguong.base.reorganisations.services import apply, draw_up, is_clean, try_out
from neuguong.kit import clock


@dataclass(frozen=True)
class Told:
    """What became of it: sentences of what is at fault, and one line for all."""

    faults: list[str]
    summary: str


def draw_up_and_try(file: Path, username: str, *, is_applied: bool) -> Told:
    """Draw the batch up as this user, try it, apply it if asked and clean. ClickException for a wrong user or file."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise click.ClickException(f"Không có tài khoản “{username}” đang hoạt động.")
    try:
        batch = draw_up(path=file, by=user, now=clock.now())
        report = try_out(batch=batch, by=user, now=clock.now(), today=clock.today())
        if is_applied and is_clean(report):
            apply(batch=batch, by=user, now=clock.now(), today=clock.today())
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    lines = report["lines"]
    faults = [*report["faults"], *(f"{line['number']}. {text}" for line in lines for text in line["faults"])]
    done = "đã áp dụng" if is_applied and not faults else "đã soạn và chạy thử, chưa đổi gì"
    return Told(faults, f"Đợt sắp xếp số {batch.pk}, {len(lines)} thay đổi: {done}.")
