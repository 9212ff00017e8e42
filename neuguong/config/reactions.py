"""What happens below and what it causes above, as one table: event type -> functions called in its transaction."""

from collections.abc import Mapping

from neuguong.base.access.services import follow_member
from neuguong.base.consents.events import DataRequested, DataRequestMoved
from neuguong.base.exports.events import ExportEnded
from neuguong.base.figures.services import after_reorganisation, before_reorganisation
from neuguong.base.notices.models import NoticeKind
from neuguong.base.notices.services import tell
from neuguong.base.orgs.events import MemberMoved, TreeChanged, TreeChanging
from neuguong.fronts.desk import notices as desk
from neuguong.kit.events import Reaction
from neuguong.work.commitments import services as commitments


def _export_ended(event: ExportEnded) -> None:
    """One that is run again ends again, and is told again."""
    tell(
        users=[event.user_id],
        kind=NoticeKind.NEWS,
        key=f"exports.ended:{event.export_id}:{event.at.isoformat()}",
        text=event.text,
        href=event.href,
        now=event.at,
    )


REACTIONS: Mapping[type, tuple[Reaction, ...]] = {
    MemberMoved: (follow_member, commitments.follow_member),
    ExportEnded: (_export_ended,),
    DataRequested: (desk.asked,),
    DataRequestMoved: (desk.moved,),
    TreeChanging: (lambda event: before_reorganisation(tree_id=event.tree_id),),
    TreeChanged: (lambda event: after_reorganisation(tree_id=event.tree_id, shifts=event.shifts, rolled=event.rolled),),
}
