"""By what units and people are found: their words, and from where one may come upon them.

The database writes these rows itself (triggers of migration 0004), whoever changes a name, a cell or a tree and by
whatever road: a service, an import's COPY, a statement by hand. Nothing else writes them.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models.people import Person
from neuguong.base.orgs.models.units import Unit


class Sought(models.Model):
    """What one row of some model is found by, at the same key.

    `words` are folded by the text search configuration `vi`: lower case, no diacritics, đ as d, and split wherever
    something stands that is neither letter nor digit. `near` names from where the row can be seen: `u12` under unit
    12, on any day, in any tree, and `p7` by person 7. It is wider than any right, so that one index can leave out
    what is far away; who may see what is still said by the policy alone.
    """

    near = ArrayField(models.TextField())
    words = SearchVectorField()

    class Meta:
        abstract = True
        indexes = [GinIndex(fields=["near", "words"], name="%(class)s_gin")]


class UnitWords(Sought):
    """A unit by all the names it ever had, and their short forms."""

    unit = models.OneToOneField(Unit, models.CASCADE, primary_key=True, related_name="sought", db_constraint=False)

    class Meta(Sought.Meta):
        verbose_name = _l("Từ để tìm đơn vị")


class WordsDue(models.Model):
    """A unit that a large reorganisation moved and whose words are still those of before; `jobs` writes them within a
    minute. Until then who looks under the new place may not come upon it; rights and figures do not wait."""

    unit = models.OneToOneField(Unit, models.CASCADE, primary_key=True, related_name="+", db_constraint=False)

    class Meta:
        verbose_name = _l("Từ để tìm chờ cập nhật")

    def __str__(self) -> str:
        return str(self.unit_id)


class PersonWords(Sought):
    """A person by name and code; never by anything sensitive."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="sought", db_constraint=False)

    class Meta(Sought.Meta):
        verbose_name = _l("Từ để tìm người")
