"""What is consented to and how, what is asked for, and the states of a request."""

from django.db import models
from django.utils.translation import gettext_lazy as _l


class Purpose(models.TextChoices):
    """What needs the person's own word. Managing members does not: it is a duty under the Party's rules and the law."""

    POSTING = "POSTING", _l("Niêm yết tại trụ sở")
    ONLINE = "ONLINE", _l("Công khai trên mạng")
    STORY = "STORY", _l("Ảnh, câu chuyện điển hình")


class Way(models.TextChoices):
    """How the word was given."""

    SELF = "SELF", _l("Tự đồng ý trên hệ thống")
    PAPER = "PAPER", _l("Ký trên giấy")


class Kind(models.TextChoices):
    """What a person may ask about her data."""

    SEE = "SEE", _l("Xem, cung cấp dữ liệu")
    CORRECT = "CORRECT", _l("Sửa dữ liệu")
    DELETE = "DELETE", _l("Xóa dữ liệu")
    RESTRICT = "RESTRICT", _l("Hạn chế xử lý")
    OBJECT = "OBJECT", _l("Phản đối xử lý")


class State(models.TextChoices):
    ASKED = "ASKED", _l("Chờ trả lời")
    ACCEPTED = "ACCEPTED", _l("Đã nhận, đang thực hiện")
    CARRIED_OUT = "CARRIED_OUT", _l("Đã thực hiện")
    REFUSED = "REFUSED", _l("Từ chối")
    WITHDRAWN = "WITHDRAWN", _l("Đã rút")


OPEN = (State.ASKED, State.ACCEPTED)
