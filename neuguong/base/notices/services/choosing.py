"""How a person wants her mail."""

from neuguong.base.notices.models import MailChoice


def choose_mail(*, user_id: int, mail: str, hour: int) -> MailChoice:
    """Keep the person's choice; `hour` in Vietnam's time, from 7 to 19 (ValidationError otherwise)."""
    choice = MailChoice(user_id=user_id, mail=mail, hour=hour)
    choice.full_clean(validate_unique=False)
    choice.save()
    return choice
