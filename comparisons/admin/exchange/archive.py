"""The page on which the whole catalogue is downloaded as an archive of its files, and loaded from one."""

from functools import cached_property
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from comparisons import models
from comparisons.admin.catalogue_history import Replacement, keep_in_history
from comparisons.admin.exchange.confirmations import UploadPage
from comparisons.admin.exchange.formats import Unreadable
from comparisons.admin.links import Links, every_row
from comparisons.admin.publishing.archives import archive_response
from comparisons.admin.publishing.rights import editor, security
from comparisons.catalogue.changes.diff import ChangeKind, diff
from comparisons.catalogue.changes.renaming import keeping_names
from comparisons.catalogue.checks import check
from comparisons.catalogue.codec import decode, digest, encode
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import counted
from comparisons.files import BrokenFile, unpack
from comparisons.files.recognizing import kind_of
from comparisons.working_copy import read_catalogue, write_catalogue

# Models that an archive does not hold.
_NOT_IN_ARCHIVES = (models.Edition, models.WorkingCopy, models.Correction)


@require_GET
def download_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """The working copy as an archive."""
    if not may(site, request, "view"):
        raise PermissionDenied
    security.info("working copy downloaded by %r", editor(request).username)
    return archive_response(read_catalogue(), "working-copy")


@require_http_methods(["GET", "HEAD", "POST"])
def files_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """The page that offers the archive for download, and takes one to load."""
    if not may(site, request, "view"):
        raise PermissionDenied
    page = ArchiveUpload(request, site)
    if request.method == "POST" and not page.may_load:
        raise PermissionDenied
    return page.response()


def may(site: AdminSite, request: HttpRequest, right: str) -> bool:
    """Tell whether an editor has a right to everything that an archive holds."""
    held = [m for m in site._registry if m._meta.app_label == "comparisons" and m not in _NOT_IN_ARCHIVES]
    return all(getattr(site.get_model_admin(model), f"has_{right}_permission")(request) for model in held)


class Proposal(Replacement, frozen=True):
    """A catalogue that would replace the working copy."""

    refused: tuple[()] = ()

    @property
    def seen(self) -> str:
        return digest(encode(self.old))

    @property
    def content(self) -> str:
        return encode(self.new).decode()


class ArchiveUpload(UploadPage[Proposal]):
    template = "admin/files.html"
    accept = ".zip"
    done = "loaded"
    kind = "catalogue"
    page_after = "admin:index"

    @cached_property
    def may_load(self) -> bool:
        return all(may(self.site, self.request, right) for right in ("add", "change", "delete"))

    def propose(self, name: str, data: bytes) -> Proposal:
        try:
            return _replacement(unpack(data, timezone.localdate()))
        except BrokenFile as error:
            kind, _ = kind_of(data)
            said = f"“{name}” is {kind}. Upload a ZIP archive of catalogue files." if kind else str(error)
            raise Unreadable(said) from error

    def propose_again(self, content: str) -> Proposal:
        return _replacement(decode(content.encode()))

    def save(self, name: str, proposal: Proposal) -> None:
        before = every_row()
        write_catalogue(proposal.new)
        keep_in_history(editor(self.request), f"Loaded from {name}", proposal, before | every_row())

    def saved(self, name: str, proposal: Proposal) -> str:
        security.info("%s loaded into the working copy by %r", name, editor(self.request).username)
        changes = counted(len(proposal.changes), "change")
        return f"Loaded from {name}: {changes}. Visitors see it once it is published."

    def context(self) -> dict[str, Any]:
        return {"title": "Catalogue files", "may_load": self.may_load}

    def preview(self, proposal: Proposal) -> dict[str, Any]:
        links = Links(None, proposal.new, proposal.old)
        return {
            "changes": links.of_changes(proposal.changes, proposal.new, proposal.old),
            "gone": sum(change.kind is ChangeKind.REMOVED for change in proposal.changes),
            "warnings": links.of_problems(check(proposal.new, timezone.localdate())),
            "looked": True,
        }


def _replacement(loaded: Catalogue) -> Proposal:
    old = read_catalogue()
    new = keeping_names(old, loaded)
    return Proposal(old, new, tuple(diff(old, new)))
