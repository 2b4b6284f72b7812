"""What editors upload: bounded while it arrives, before anything looks into it."""

from typing import Any

from django import forms
from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile
from django.http import HttpRequest

__all__ = ["LARGEST", "BoundedUpload", "UploadForm"]

# 20,000 scores with their reasons are about 7 MB as CSV, and a third of that as XLSX.
LARGEST = 10 * 2**20


class BoundedUpload(MemoryFileUploadHandler):
    """Keeps a file in memory up to a size; of a larger one nothing stays, neither in memory nor on a disk.

    It is read to its end, so that the browser gets to see our answer.
    """

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self.activated = True
        self.kept = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.kept += len(raw_data)
        if self.kept > LARGEST:
            self.request.upload_too_large = True  # type: ignore[union-attr]
            raise SkipFile
        return super().receive_data_chunk(raw_data, start)


class UploadForm(forms.Form):
    """One file. Whoever needs it reads what is in it."""

    file = forms.FileField(
        max_length=100,
        error_messages={
            "required": "Choose a file first.",
            "empty": "This file is empty.",
            "missing": "Choose a file first.",
            "invalid": "Choose a file first.",
            "max_length": "The name of this file is too long: give it one of at most 100 characters.",
        },
    )

    def __init__(self, request: HttpRequest, *, accept: str, again: bool = False) -> None:
        """`again`: for another file than the one that was sent."""
        sent = request.method == "POST" and not again
        super().__init__(request.POST if sent else None, request.FILES if sent else None)
        self.fields["file"].widget.attrs["accept"] = accept
        if getattr(request, "upload_too_large", False):
            self.fields["file"].error_messages["required"] = (
                f"This file is too large: at most {LARGEST // 2**20} MB are taken. Split it into several files."
            )

    def content(self) -> tuple[str, bytes]:
        """The name and the bytes of the file of a form that is sound."""
        file = self.cleaned_data["file"]
        return str(file.name), file.read()
