"""Checking and applying apart from the request. A job that finds another at work on its batch leaves it alone."""

import logging
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from neuguong.base.imports import services
from neuguong.base.imports.models import Batch
from neuguong.kit import clock
from neuguong.kit.jobs import job, periodic

log = logging.getLogger(__name__)


@job("imports.check")
def check_batch(batch_id: int) -> None:
    """Check one batch; what is wrong with it is told by the batch."""
    batch = Batch.objects.get(pk=batch_id)
    try:
        services.check(batch, now=clock.now(), today=clock.today())
    except ValidationError as error:
        log.info("batch %s not checked: %s", batch_id, " ".join(error.messages))


@job("imports.load")
def load_batch(batch_id: int, actor_id: int) -> None:
    """Check one batch and, if nothing is wrong and nothing to be asked, apply it in the name of whoever uploaded it."""
    batch = Batch.objects.get(pk=batch_id)
    actor: Any = get_user_model().objects.get(pk=actor_id)
    try:
        services.load_at_once(batch, actor, now=clock.now(), today=clock.today())
    except ValidationError as error:
        log.info("batch %s not loaded: %s", batch_id, " ".join(error.messages))


@job("imports.apply")
def apply_batch(batch_id: int, actor_id: int, only_good: bool) -> None:
    """Apply one batch in the name of the person who asked for it; what is wrong with it is told by the batch."""
    batch = Batch.objects.get(pk=batch_id)
    actor: Any = get_user_model().objects.get(pk=actor_id)
    try:
        services.apply(batch, actor, now=clock.now(), today=clock.today(), only_good=only_good)
    except ValidationError as error:
        log.info("batch %s not applied: %s", batch_id, " ".join(error.messages))


@periodic("40 19 * * *", "imports.forget")  # 02:40
def forget_given_up(timestamp: int) -> None:
    """Sensitive values do not wait for ever for a batch that nobody applies."""
    services.forget_given_up(now=clock.now())
