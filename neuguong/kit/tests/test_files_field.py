"""The field by which files are sent with any form."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from neuguong.kit.forms import FilesField, InputForm


class EvidenceForm(InputForm):
    evidence = FilesField()


def sent(*names: str) -> EvidenceForm:
    uploads = [SimpleUploadedFile(name, b"%PDF-1.4") for name in names]
    return EvidenceForm({}, MultiValueDict({"evidence": uploads}))


def test_a_form_takes_several_files_or_none() -> None:
    form = sent("a.pdf", "b.pdf")
    assert form.is_valid()
    assert [one.name for one in form.cleaned_data["evidence"]] == ["a.pdf", "b.pdf"]
    assert "multiple" in str(form["evidence"])
    nothing = sent()
    assert (nothing.is_valid(), nothing.cleaned_data) == (True, {"evidence": []})


def test_a_form_takes_ten_files_at_most() -> None:
    assert sent(*(f"{n}.pdf" for n in range(11))).errors == {"evidence": ["Mỗi lần gửi không quá 10 tệp."]}
