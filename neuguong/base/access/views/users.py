"""Users: the list, one of them, stopping and starting, a login for who has none, the slip."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.cache import never_cache

from neuguong.base.access import queries, rules, services
from neuguong.base.access.forms import NothingForm, ReasonForm
from neuguong.base.access.lists import USERS
from neuguong.base.access.panels import user_steps
from neuguong.base.access.views import rows
from neuguong.base.access.views.parts import Act, AdminList, asked_back
from neuguong.base.accounts.models import User
from neuguong.base.accounts.services import LIFETIME
from neuguong.base.orgs.models import Person
from neuguong.kit.views import Page, page


class Users(AdminList):
    """Logins of the people in the reach of the reader."""

    right = rules.users, "view"
    spec = USERS
    title = _l("Tài khoản")
    lead = _l("Tài khoản của người sinh hoạt hoặc giữ quyền trong phạm vi của đồng chí.")

    def get_queryset(self) -> QuerySet[Any]:
        return queries.users(self.request.today)


class UserDetail(Page):
    """One login: what it may do, what was lent, what was done about it."""

    request: Any  # carries `today`
    right = rules.users, "view"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        user: User = self.found(User.objects.select_related("person__home"), pk=pk)
        reader: Any = request.user
        context = {
            "subject": user,
            "person": getattr(user, "person", None),
            "steps": user_steps(reader, user),
            "grants": rows.of_grants(user, reader, self.request.today),
            "lent": rows.of_delegations(user, reader, self.request.today),
            "history": rows.of_history(user),
        }
        return page(request, "access/user.jinja", context)


class UserAct(Act):
    """Something done about one login."""

    def prepare(self) -> None:
        self.user: User = self.found(User.objects.select_related("person__home"), pk=self.kwargs["pk"])

    def back(self) -> str:
        seen = rules.users.can(self.request.user, "view", self.user)
        return asked_back(self.request) or (reverse("access:user_detail", args=[self.user.pk]) if seen else "/")


class StopUser(UserAct):
    right = rules.users, "stop"
    form_class = ReasonForm
    title = _l("Ngừng tài khoản")
    submit_label = _l("Ngừng tài khoản")

    def lead(self) -> str:
        words = {"name": self.user, "username": self.user.username}
        return _("Đồng chí %(name)s (%(username)s) bị đăng xuất ngay và không vào được nữa. Hồ sơ giữ nguyên.") % words

    def act(self, cleaned: dict[str, Any]) -> str:
        services.deactivate_user(user=self.user, **cleaned, by=self.request.user, now=self.request.now)
        messages.success(self.request, _("Đã ngừng tài khoản %(username)s.") % {"username": self.user.username})
        return self.back()


class StartUser(UserAct):
    right = rules.users, "start"
    form_class = ReasonForm
    title = _l("Cho tài khoản hoạt động lại")
    submit_label = _l("Cho hoạt động lại")

    def lead(self) -> str:
        words = {"name": self.user, "username": self.user.username}
        return _("Đồng chí %(name)s (%(username)s) lại vào được bằng mật khẩu cũ.") % words

    def act(self, cleaned: dict[str, Any]) -> str:
        services.activate_user(user=self.user, **cleaned, by=self.request.user, now=self.request.now)
        messages.success(self.request, _("Tài khoản %(username)s đã hoạt động lại.") % {"username": self.user.username})
        return self.back()


class DropSecondStep(UserAct):
    right = rules.users, "drop_second_step"
    form_class = ReasonForm
    title = _l("Bỏ xác minh hai bước")
    submit_label = _l("Bỏ xác minh hai bước")

    def lead(self) -> str:
        words = {"name": self.user, "username": self.user.username}
        return _("Khi đồng chí %(name)s (%(username)s) mất điện thoại và mã dự phòng. Mật khẩu vẫn như cũ.") % words

    def act(self, cleaned: dict[str, Any]) -> str:
        services.drop_second_step(user=self.user, **cleaned, by=self.request.user, now=self.request.now)
        messages.success(
            self.request, _("Đã bỏ xác minh hai bước của %(username)s.") % {"username": self.user.username}
        )
        return self.back()


@method_decorator(never_cache, name="dispatch")
class PrintCode(UserAct):
    """Ask, then show the slip once: the code is on this answer and nowhere else."""

    right = rules.users, "print_code"
    form_class = NothingForm
    title = _l("In phiếu mã dùng một lần")
    submit_label = _l("In phiếu")

    def lead(self) -> str:
        words = {"name": self.user, "username": self.user.username}
        return _("Cho đồng chí %(name)s (%(username)s). Phiếu in trước đây mà chưa dùng sẽ hết hiệu lực.") % words

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.prepare()
        form = self.make_form(request.POST)
        form.is_valid()
        try:
            code = services.print_slip(user=self.user, by=self.request.user, now=self.request.now)
        except ValidationError as error:
            form.add_error(None, error)
            return self.answer(form, 422)
        context = {
            "subject": self.user,
            "person": getattr(self.user, "person", None),
            "code": code,
            "until": timezone.localdate(self.request.now + LIFETIME),
            "address": f"{settings.SITE_ADDRESS}{reverse('account_enter_code')}",
            "back": self.back(),
        }
        return page(request, "access/slip.jinja", context)


class OpenLogin(Act):
    """A login for a person who has none."""

    right = rules.logins, "open"
    form_class = NothingForm
    title = _l("Mở tài khoản")
    submit_label = _l("Mở tài khoản")

    def prepare(self) -> None:
        self.person: Person = self.found(Person.objects.select_related("home"), pk=self.kwargs["pk"])

    def lead(self) -> str:
        words = {"name": self.person, "home": self.person.home}
        return _("Cho đồng chí %(name)s, %(home)s. Bước tiếp theo là in phiếu mã để đồng chí ấy đặt mật khẩu.") % words

    def back(self) -> str:
        return asked_back(self.request) or "/"

    def act(self, cleaned: dict[str, Any]) -> str:
        user = services.open_login(person=self.person, by=self.request.user, now=self.request.now)
        messages.success(
            self.request,
            _("Đã mở tài khoản %(username)s cho đồng chí %(name)s.") % {"username": user.username, "name": user},
        )
        return reverse("access:print_code", args=[user.pk]) + (
            f"?ve={back}" if (back := asked_back(self.request)) else ""
        )
