"""Where a denunciation stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _l


class State(models.TextChoices):
    """The stages of the Law on Denunciations."""

    RECEIVED = "RECEIVED", _l("Đang xử lý ban đầu")
    ACCEPTED = "ACCEPTED", _l("Đã thụ lý")
    PAUSED = "PAUSED", _l("Tạm đình chỉ")
    CONCLUDED = "CONCLUDED", _l("Đã có kết luận")
    CLOSED = "CLOSED", _l("Đã giải quyết xong")
    TRANSFERRED = "TRANSFERRED", _l("Đã chuyển cơ quan có thẩm quyền")
    DECLINED = "DECLINED", _l("Không thụ lý")
    STOPPED = "STOPPED", _l("Đình chỉ")


OPEN = (State.RECEIVED, State.ACCEPTED, State.PAUSED, State.CONCLUDED)
RUNNING = (State.RECEIVED, State.ACCEPTED, State.CONCLUDED)  # a deadline runs
