"""What somebody types who is blocked, and who answers."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _l

from neuguong.base.orgs.models import Unit
from neuguong.kit.forms import DateField, FilesField, InputForm, ParagraphField
from neuguong.work.commitments.forms.units import SupervisorField, choose_near
from neuguong.work.commitments.queries import Supervising


class ObstacleForm(InputForm):
    """What blocks an item, what is needed, from whom, by when."""

    what = ParagraphField(label=_l("Vướng mắc"), help_text=_l("Việc gì đang không làm tiếp được, vì sao."))
    need = ParagraphField(label=_l("Kiến nghị, điều cần được giải quyết"))
    asked = SupervisorField(
        label=_l("Nơi được đề nghị giải quyết"), help_text=_l("Gõ vài chữ của tên, hoặc mã đơn vị.")
    )
    needed_by = DateField(label=_l("Cần giải quyết trước ngày"))
    evidence = FilesField(label=_l("Tài liệu kèm theo"))

    def __init__(self, *args: Any, units: Supervising, first: Unit, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"asked": first, "needed_by": today + dt.timedelta(days=30)}, **kwargs)
        choose_near(self.fields["asked"], units)


class AnswerForm(InputForm):
    """What the unit that owes it answers."""

    answer = ParagraphField(label=_l("Nội dung trả lời"))
    evidence = FilesField(label=_l("Tài liệu kèm theo"))
