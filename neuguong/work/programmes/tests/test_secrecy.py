"""A document that says it is a state secret is not entered, nor is anything of it kept."""

import pytest
from django.core.exceptions import ValidationError

from neuguong.work.programmes.models import Document
from neuguong.work.programmes.tests import given
from tests.cast import Cast


@pytest.mark.parametrize("fields", [{"number": "12-BC/ĐU (Mật)"}, {"summary": "Độ mật: Tối mật"}])
def test_a_marked_document_is_refused(cast: Cast, fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="Văn bản này có dấu chỉ độ"):
        given.document(cast, **fields)
    assert not Document.objects.exists()


def test_a_document_about_secrets_is_none(cast: Cast) -> None:
    assert given.document(cast, summary="Về công tác bảo vệ bí mật nhà nước, tài liệu mật").pk
