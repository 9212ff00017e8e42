"""Lists of registrations: those of the reader's branch, and what waits for a decision."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _l

from neuguong.base.access.queries import counted_inside, inside, widest_scope
from neuguong.base.access.rules import Scope
from neuguong.base.orgs.models import Unit
from neuguong.kit.lists import Listing
from neuguong.kit.views import ListPage
from neuguong.work.commitments import lists
from neuguong.work.commitments.models import Commitment
from neuguong.work.commitments.queries import amendments_to_decide
from neuguong.work.commitments.rules import policy
from neuguong.work.commitments.views.choosing import waiting_bodies

MOST_AMENDMENTS = 50
_SHOWN = ("code", "kind", "state", "submitted_on", "due_on", "supervisor", "unit__name", "period__year",
          "person__full_name")  # fmt: skip


class CommitmentList(ListPage):
    """The registrations of the reader's own branch in the order of the tree; with ?tat-ca=1 every one she may see."""

    right = (policy, "view")
    spec = lists.COMMITMENTS
    template = "commitments/list.jinja"
    scope: Scope | None = None

    def prepare(self) -> None:
        request = self.request
        widest = widest_scope(request.user, request.today)  # type: ignore[arg-type]  # signed in
        if widest and not request.GET.get("tat-ca") and policy.rule("view").covers(request.user, widest):
            self.scope, self.spec = widest, lists.COMMITMENTS_IN_TREE

    def get_queryset(self) -> QuerySet[Commitment]:
        # what the columns read: four whole rows a line take longer to make than to find
        return Commitment.objects.select_related("unit", "period", "person").only(*_SHOWN)

    def allowed(self, queryset: QuerySet[Commitment], action: str = "") -> QuerySet[Commitment]:
        if self.scope is None:
            return super().allowed(queryset, action)
        branch = inside(queryset, self.scope, self.request.today)
        return policy.inside(branch, self.request.user, self.scope)

    def listing(self) -> Listing[Commitment]:
        bound = super().listing()
        if self.scope is not None:
            rows = counted_inside(Commitment.objects.all(), self.scope, self.request.today)
            bound.countable = policy.inside(rows, self.request.user, self.scope)
        return bound

    @cached_property
    def branch(self) -> Unit | None:
        return Unit.objects.get(pk=self.scope.unit_id) if self.scope else None

    def about(self) -> str:
        return self.branch.name if self.branch else ""

    def extra(self, listing: Listing[Commitment]) -> dict[str, Any]:
        return {"branch": self.branch}


class Queue(ListPage):
    """What waits for a decision or a confirmation that the reader may take or record."""

    right = (policy, "view")
    spec = lists.QUEUE
    template = "commitments/queue.jinja"
    title = _l("Chờ quyết định")

    def get_queryset(self) -> QuerySet[Commitment]:
        mine = Q(policy.rule("decide")(self.request.user)) | Q(policy.rule("confirm")(self.request.user))
        return Commitment.objects.filter(mine).select_related("unit", "period", "person", "decider_unit")

    def extra(self, listing: Listing[Commitment]) -> dict[str, Any]:
        user = self.request.user
        return {
            "bodies": waiting_bodies(listing.found, user, self.request.GET),
            "amendments": list(amendments_to_decide(user)[:MOST_AMENDMENTS]),
        }
