"""Uploading a file, showing what it would change, and changing it once the editor confirms.

What the file holds travels to the confirmation in the page itself, signed. Nothing is stored in between, so that any
replica can take the confirmation and nothing has to be cleaned up.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core import signing
from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from comparisons.admin.exchange.formats import Unreadable
from comparisons.admin.publishing.rights import editor
from comparisons.admin.versions.keeping import editing

# Bytes. 20,000 scores with their reasons are about 7 MB as CSV, and a third of that as XLSX.
MAX_UPLOAD = 10 * 2**20
# Seconds for which a confirmation is valid.
VALID_FOR = 60 * 60
_SALT = "comparisons.admin.exchange"
# Bytes of a confirming request besides the confirmation: field names and Django's own fields.
_OTHER_FIELDS = 10_000


class BoundedUpload(MemoryFileUploadHandler):
    """Keeps a file in memory up to MAX_UPLOAD. Of a larger one nothing is kept, neither in memory nor on disk.

    The request is read to its end all the same, or the browser would not show our answer.
    """

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self.activated = True
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        if self.received > MAX_UPLOAD:
            self.request.upload_too_large = True  # type: ignore[union-attr]
            raise SkipFile
        return super().receive_data_chunk(raw_data, start)


class UploadForm(forms.Form):
    """One file."""

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

    def __init__(self, request: HttpRequest, *, accept: str, bound: bool) -> None:
        super().__init__(request.POST if bound else None, request.FILES if bound else None)
        self.fields["file"].widget.attrs["accept"] = accept
        if getattr(request, "upload_too_large", False):
            self.fields["file"].error_messages["required"] = (
                f"This file is too large: at most {MAX_UPLOAD // 2**20} MB are taken. Split it into several files."
            )


class Proposal(Protocol):
    """What a file would change. With anything `refused`, nothing can be stored.

    `seen` is a digest of what the editor is shown: if it differs at the confirmation, somebody changed the working
    copy in between. `content` is what `UploadPage.propose_again` takes, as JSON can hold it.
    """

    @property
    def changes(self) -> Sequence[Any]: ...
    @property
    def refused(self) -> Sequence[Any]: ...
    @property
    def seen(self) -> str: ...
    @property
    def content(self) -> Any: ...


P = TypeVar("P", bound=Proposal)


class UploadPage(ABC, Generic[P]):
    """A page with an upload form, then with a preview and a button that confirms it. All or nothing is stored.

    `kind` is part of the confirmation: one page does not take another's. `done` says in messages what was done;
    `page_after` is the name of the page that follows.
    """

    template: ClassVar[str]
    accept: ClassVar[str]
    done: ClassVar[str]
    kind: str
    page_after: str

    def __init__(self, request: HttpRequest, site: AdminSite) -> None:
        self.request, self.site = request, site

    @abstractmethod
    def propose(self, name: str, data: bytes) -> P:
        """Return what an uploaded file would change. Raises Unreadable."""

    @abstractmethod
    def propose_again(self, content: Any) -> P:
        """Return what the content of a proposal would change now. Called with the working copy locked."""

    @abstractmethod
    def save(self, name: str, proposal: P) -> None:
        """Store a proposal. Called with the working copy locked, in a transaction."""

    @abstractmethod
    def saved(self, name: str, proposal: P) -> str:
        """Log what was stored. Return the message to the editor."""

    @abstractmethod
    def context(self) -> dict[str, Any]:
        """Return what the template shows with and without a preview."""

    @abstractmethod
    def preview(self, proposal: P) -> dict[str, Any]:
        """Return what the template shows of a proposal."""

    def response(self) -> HttpResponse:
        if self.request.method != "POST":
            return self._page()
        if "confirmation" in self.request.POST:
            return self._confirmed(self.request.POST["confirmation"])
        form = UploadForm(self.request, accept=self.accept, bound=True)
        if not form.is_valid():
            return self._page(form, status=422)
        file = form.cleaned_data["file"]
        try:
            proposal = self.propose(file.name, file.read())
        except Unreadable as error:
            for line in str(error).splitlines():
                form.add_error("file", line)
            return self._page(form, status=422)
        return self._preview(file.name, proposal)

    def _confirmed(self, confirmation: str) -> HttpResponse:
        try:
            name, content, seen = _opened(self.request, self.kind, confirmation)
        except NotConfirmed as refusal:
            messages.error(self.request, str(refusal))
            return self._page(status=422)
        with editing():
            proposal = self.propose_again(content)
            if not (proposal.refused or proposal.changes):
                messages.info(self.request, f"{name} was {self.done} already: all of it is stored.")
                return redirect(self.page_after)
            if proposal.refused or proposal.seen != seen:
                message = (
                    f"Nothing was {self.done}: somebody changed the working copy after you had looked. Look again."
                )
                messages.error(self.request, message)
                return self._preview(name, proposal, status=409)
            self.save(name, proposal)
        messages.success(self.request, self.saved(name, proposal))
        return redirect(self.page_after)

    def _preview(self, name: str, proposal: P, status: int = 200) -> HttpResponse:
        context = {"file": name, **self.preview(proposal)}
        if proposal.refused:
            status = status if status != 200 else 422
        elif proposal.changes:
            content = [name, proposal.content, proposal.seen]
            try:
                context["confirmation"] = _sealed(self.request, self.kind, content)
            except TooMuch:
                status, context["too_much"] = 422, True
        return self._page(status=status, **context)

    def _page(self, form: UploadForm | None = None, *, status: int = 200, **context: Any) -> HttpResponse:
        context = {
            **self.site.each_context(self.request),
            "form": form or UploadForm(self.request, accept=self.accept, bound=False),
            **self.context(),
            **context,
        }
        return render(self.request, self.template, context, status=status)


class NotConfirmed(ValueError):
    """A confirmation that is too old, altered or another editor's. The message says so."""


class TooMuch(ValueError):
    """A confirmation that is larger than the site accepts from a form."""


def _sealed(request: HttpRequest, kind: str, content: Any) -> str:
    """Return a signed text for a form field. Raises TooMuch."""
    text = signing.dumps([kind, editor(request).pk, content], salt=_SALT, compress=True)
    if len(text) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE - _OTHER_FIELDS:
        raise TooMuch
    return text


def _opened(request: HttpRequest, kind: str, text: str) -> Any:
    """Return the content that `_sealed` was given. Raises NotConfirmed."""
    again = "Nothing was changed. Choose the file again."
    try:
        sent_kind, author, content = signing.loads(text, salt=_SALT, max_age=VALID_FOR)
    except signing.SignatureExpired as error:
        raise NotConfirmed(f"You looked at this more than an hour ago. {again}") from error
    except signing.BadSignature as error:
        raise NotConfirmed(f"This confirmation is not one of ours, or was altered on its way. {again}") from error
    if (sent_kind, author) != (kind, editor(request).pk):
        raise NotConfirmed(f"This confirmation belongs to another page or another editor. {again}")
    return content
