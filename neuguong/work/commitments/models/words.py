"""By what registrations are found; written by the database alone (triggers of migration `words`)."""

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Sought
from neuguong.work.commitments.models.registrations import Commitment


class CommitmentWords(Sought):
    """A registration by code, year and registrant, and by its items once they were handed in.

    What is still in hand nobody finds but who writes it: those words stand apart, in `in_hand`, and are asked of the
    few registrations that one writes. `near`, beside what `orgs.Sought` says: `s3` under supervisor 3, `d4` decided
    by 4.
    """

    commitment = models.OneToOneField(
        Commitment, models.CASCADE, primary_key=True, related_name="sought", db_constraint=False
    )
    in_hand = SearchVectorField(null=True)

    class Meta(Sought.Meta):
        verbose_name = _l("Từ để tìm bản đăng ký")
