"""The life of a registration, of an amendment of it, and of what blocks an item: the
tables of steps, and what follows each."""

from neuguong.work.commitments.flow.amending import AMENDING
from neuguong.work.commitments.flow.items import unedited
from neuguong.work.commitments.flow.obstacles import OBSTACLES
from neuguong.work.commitments.flow.table import FLOW
from neuguong.work.commitments.flow.terms import link_additions
from neuguong.work.commitments.flow.versions import keep_first, keep_handed_in

__all__ = ["AMENDING", "FLOW", "OBSTACLES", "keep_first", "keep_handed_in", "link_additions", "unedited"]
