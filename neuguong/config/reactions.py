"""What happens below and what it causes above, as one table: event type -> functions called in its transaction."""

from collections.abc import Mapping

from neuguong.base.access.services import follow_member
from neuguong.base.figures.services import after_reorganisation, before_reorganisation
from neuguong.base.orgs.events import MemberMoved, TreeChanged, TreeChanging
from neuguong.kit.events import Reaction

REACTIONS: Mapping[type, tuple[Reaction, ...]] = {
    MemberMoved: (follow_member,),
    TreeChanging: (lambda event: before_reorganisation(tree_id=event.tree_id),),
    TreeChanged: (lambda event: after_reorganisation(tree_id=event.tree_id, unit_ids=event.unit_ids),),
}
