"""What every page of the compartment does: nothing of it is kept by a browser or a proxy, and without a key it is
closed, with a sentence."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from neuguong.kit.views import FormPage, Page, page
from neuguong.work.denunciations.storage import cipher, uploads


class Kept(Page):
    """A page of the compartment that needs no key: who is entrusted, how many there are."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response


class Closed(Kept):
    """A page that reads or writes what is sealed."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        try:
            reason = cipher.closed()
            return self._shut(reason) if reason else super().dispatch(request, *args, **kwargs)
        except cipher.Closed as closed:
            return self._shut(str(closed))

    def _shut(self, reason: str) -> HttpResponse:
        return page(self.request, "denunciations/closed.jinja", {"reason": reason}, status=503)


class ClosedForm(Closed, FormPage):
    """A form of the compartment; a file that was dropped for its size is said so."""

    template = "denunciations/form.jinja"

    def answer(self, form: Any, status: int = 200) -> HttpResponse:
        if uploads.is_too_large(self.request):
            form.add_error(None, _("Các tệp gửi cùng lúc quá lớn nên chưa được nhận. Hãy gửi ít tệp hơn mỗi lần."))
            status = 422
        return super().answer(form, status)
