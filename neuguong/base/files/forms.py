"""The field by which files are sent with any form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

ACCEPT = ".pdf,.png,.jpg,.jpeg,.webp,.docx,.xlsx"
MOST = 10


class FilesInput(forms.ClearableFileInput):
    """A file chooser that takes several."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several uploads, ten at most; cleans to a list. Hand each to `services.store`, which judges the content."""

    widget = FilesInput(attrs={"accept": ACCEPT})

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _l("Minh chứng"))
        options.setdefault("required", False)
        options.setdefault("help_text", _l("Ảnh, PDF, Word hoặc Excel, mỗi tệp không quá 20 MB."))
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data]
        sent = [one for one in given if one]
        if len(sent) > MOST:
            raise ValidationError(_("Mỗi lần gửi không quá %(most)s tệp.") % {"most": MOST})
        if not sent:
            super().clean(None, initial)
        return [super(FilesField, self).clean(one, initial) for one in sent]
