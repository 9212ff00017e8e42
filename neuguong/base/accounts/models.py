"""Users and the one-time codes that a secretary prints. A person without a login exists too: see `orgs.Person`."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat, Lower
from django.utils.translation import gettext_lazy as _l

from neuguong.kit.text import fold, nfc

_MARKED = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"


def folded(text: Any) -> Func:
    """`kit.text.fold` in SQL, for NFC text in Vietnamese letters: lower case, no diacritics, đ as d. Immutable, as
    a generated column needs (PostgreSQL's `unaccent` is not)."""
    return Func(
        Lower(text), Value(_MARKED), Value(fold(_MARKED)), function="TRANSLATE", output_field=models.CharField()
    )


class UserManager(BaseUserManager["User"]):
    """Makes users; user name and e-mail are kept in lower case, so that either case signs in."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A saved user; without a password nobody can sign in as them until a code is printed."""
        fields["email"] = nfc(fields.get("email") or "").lower()
        user = self.model(username=nfc(username).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who signs in. What they may do is said by `access.Grant`, never here."""

    username = models.CharField(_l("Tên đăng nhập"), max_length=60, unique=True)
    email = models.EmailField(_l("Thư điện tử"), blank=True)
    display_name = models.CharField(_l("Họ và tên"), max_length=120, blank=True)
    is_active = models.BooleanField(_l("Đang hoạt động"), default=True)
    must_change_password = models.BooleanField(_l("Phải đặt mật khẩu mới"), default=False)
    joined_at = models.DateTimeField(_l("Tạo lúc"), auto_now_add=True)
    search = models.GeneratedField(
        expression=folded(Concat(F("username"), Value(" "), F("display_name"))),
        output_field=models.CharField(max_length=181),
        db_persist=True,
    )

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        verbose_name = _l("Tài khoản")
        verbose_name_plural = _l("Tài khoản")
        indexes = [GinIndex(OpClass("search", name="gin_trgm_ops"), name="accounts_user_search")]
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="accounts_user_email_once"),
            models.CheckConstraint(
                condition=Q(username=Lower("username")) & Q(email=Lower("email")), name="accounts_user_lower"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username


class OneTimeCode(models.Model):
    """A code on paper by which a member without e-mail joins or resets; only its hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="codes", verbose_name=_l("Tài khoản"))
    code_hash = models.CharField(_l("Mã (băm)"), max_length=128)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_l("Người in"))
    made_at = models.DateTimeField(_l("In lúc"))
    expires_at = models.DateTimeField(_l("Hết hạn lúc"))
    used_at = models.DateTimeField(_l("Dùng lúc"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_l("Số lần nhập sai"), default=0)

    class Meta:
        verbose_name = _l("Mã dùng một lần")
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(used_at=None), name="accounts_one_live_code"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.expires_at:%d/%m/%Y}"


class CalendarLink(models.Model):
    """The secret address at which a calendar program reads somebody's days; only its hash is kept."""

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_link", verbose_name=_l("Tài khoản"))
    key_hash = models.CharField(_l("Khóa (băm)"), max_length=64, unique=True)
    made_at = models.DateTimeField(_l("Tạo lúc"))

    class Meta:
        verbose_name = _l("Đường dẫn lịch")

    def __str__(self) -> str:
        return f"{self.user} · {self.made_at:%d/%m/%Y}"


class DemoMark(models.Model):
    """The mark of a demonstration: only `neuguong demo` writes it, into an empty database. Where it stands, and on
    loopback only, the people named here can be signed in as with one click."""

    cast = models.JSONField(_l("Vai trình diễn"))
    made_at = models.DateTimeField(_l("Tạo lúc"))

    class Meta:
        verbose_name = _l("Dấu trình diễn")
        constraints = [models.UniqueConstraint(models.Value(1), name="accounts_one_demo_mark")]

    def __str__(self) -> str:
        return f"{self.made_at:%d/%m/%Y}"
