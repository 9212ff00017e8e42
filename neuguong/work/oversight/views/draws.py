"""Pages on which lots are drawn, and on which anybody draws them again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from neuguong.kit.numbers import number
from neuguong.kit.views import SIGNED_IN, FormPage, Page, Request, page
from neuguong.work.oversight import queries, rules
from neuguong.work.oversight.forms import DropForm, RecomputeForm, SeedForm
from neuguong.work.oversight.models import Draw, Plan
from neuguong.work.oversight.services import drop_draw, freeze_draw, seed_draw


class StartDraw(FormPage):
    """Write down the seed and the frame, before there is a list."""

    right = (rules.plans, "write")
    form_class = SeedForm
    template = "oversight/form.jinja"
    title = _l("Bốc thăm nơi được kiểm tra")
    submit_label = _l("Ghi số gốc")

    def prepare(self) -> None:
        self.plan: Plan = self.found(Plan.objects.select_related("unit", "period"), pk=self.kwargs["pk"])

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        return SeedForm(data, allowed=queries.reach([self.plan.unit], self.request.today))

    def extra(self) -> dict[str, Any]:
        lead = _(
            "Số gốc và phạm vi được ghi lại trước, không sửa được nữa; sau đó danh sách mới được chốt và máy chọn theo "
            "một phép tính ai cũng làm lại được."
        )
        return {"back": reverse("oversight:plan", args=[self.plan.pk]), "lead": lead}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        self._require_enough(cleaned)
        made = seed_draw(plan=self.plan, **cleaned, actor=request.user, now=request.now)
        messages.success(request, _("Đã ghi số gốc %(seed)s. Việc tiếp theo: chốt danh sách.") % {"seed": made.seed})
        return reverse("oversight:draw", args=[made.pk])

    def _require_enough(self, cleaned: dict[str, Any]) -> None:
        """A seed stands for good: one that asks for more units than there are would bar every other draw."""
        asked = Draw(plan=self.plan, root=cleaned["root"], unit_kind=cleaned["unit_kind"])
        found = len(queries.candidates(asked, self.request.today))
        if found < cleaned["count"]:
            words = {"root": cleaned["root"].name, "found": number(found)}
            raise ValidationError(
                {"count": _("%(root)s hiện chỉ có %(found)s đơn vị loại này. Hãy chọn ít hơn.") % words}
            )


class DrawPage(Page):
    """One draw: seed, list, digest, rule, and whom the lot named."""

    right = (rules.draws, "view")

    def get(self, request: Request, pk: int) -> HttpResponse:
        rows = rules.draws.abilities(Draw.objects.all(), request.user, ["freeze", "drop"])
        related = ("plan__unit", "plan__period", "root", "seeded_by", "dropped_by")
        draw: Any = self.found(rows.select_related(*related), pk=pk)
        called = dict(draw.candidates)
        lots = queries.lots(draw.seed, list(called))
        context = {
            "draw": draw,
            "lots": [{"lot": lot, "name": called[lot.code], "is_drawn": lot.place <= draw.count} for lot in lots],
            "codes": "\n".join(sorted(called)),
            "algorithm": queries.ALGORITHM,
            "is_waiting": draw.frozen_at is None and draw.dropped_at is None,
            "waiting": len(queries.candidates(draw, request.today)) if draw.frozen_at is None else 0,
        }
        return page(request, "oversight/draw.jinja", context)


class FreezeDraw(Page):
    """Freeze the list and draw."""

    right = (rules.draws, "freeze")

    def post(self, request: Request, pk: int) -> HttpResponse:
        draw = rules.draws.visible(Draw.objects.exclude(frozen_at=None), request.user).filter(pk=pk).first()
        if draw:  # pressed twice
            return redirect("oversight:draw", pk)
        try:
            freeze_draw(draw=self.found(Draw.objects.all(), pk=pk), actor=request.user, now=request.now)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Đã chốt danh sách và bốc thăm; các đơn vị được chọn đã vào kế hoạch."))
        return HttpResponseRedirect(reverse("oversight:draw", args=[pk]))


class DropDraw(FormPage):
    """Lay aside a draw that has not become visits."""

    right = (rules.draws, "drop")
    form_class = DropForm
    template = "oversight/form.jinja"
    title = _l("Bỏ lần bốc thăm")
    submit_label = _l("Bỏ lần này")

    def prepare(self) -> None:
        self.draw: Draw = self.found(Draw.objects.select_related("plan", "root"), pk=self.kwargs["pk"])

    def post(self, request: Request, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        dropped = Draw.objects.filter(pk=kwargs["pk"], dropped_by=user)
        if rules.draws.visible(dropped, user).exists():  # pressed twice
            return redirect("oversight:draw", kwargs["pk"])
        return super().post(request, **kwargs)

    def extra(self) -> dict[str, Any]:
        words = {"seed": self.draw.seed, "count": number(self.draw.count), "root": self.draw.root.name}
        lead = _(
            "Số gốc %(seed)s, chọn %(count)s đơn vị thuộc %(root)s. Lần bốc thăm này vẫn được giữ để xem, cùng lý do, "
            "trên kế hoạch và trên văn bản ban hành; sau đó có thể ghi số gốc mới."
        )
        return {"back": reverse("oversight:draw", args=[self.draw.pk]), "lead": lead % words}

    def act(self, cleaned: dict[str, Any]) -> str:
        request: Any = self.request
        drop_draw(draw=self.draw, **cleaned, actor=request.user, now=request.now)
        messages.success(request, _("Đã bỏ lần bốc thăm. Việc tiếp theo: ghi số gốc mới hoặc ghi từng nơi."))
        return reverse("oversight:plan", args=[self.draw.plan_id])


class Recompute(Page):
    """Draw again from a seed and a list; nothing is kept."""

    right = SIGNED_IN

    def get(self, request: Request) -> HttpResponse:
        return self._answer(RecomputeForm(), None)

    def post(self, request: Request) -> HttpResponse:
        form = RecomputeForm(request.POST)
        return self._answer(form, form.result()) if form.is_valid() else self._answer(form, None, 422)

    def _answer(self, form: RecomputeForm, result: Any, status: int = 200) -> HttpResponse:
        context = {"form": form, "result": result, "algorithm": queries.ALGORITHM}
        return page(self.request, "oversight/recompute.jinja", context, status=status)
