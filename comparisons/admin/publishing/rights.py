"""Who may publish, and what publishing asks of the site around it."""

import logging
from collections.abc import Sequence
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from comparisons.catalogue.value import Catalogue

# Fetched by name, since this package does not import the site's.
security = logging.getLogger("advisor.security")

# Characters of the note that visitors read about an edition.
LONGEST_NOTE = 500


class PublishingSite(AdminSite):
    """What publishing asks of the site around it. A site that knows more overrides both methods."""

    def holds_back(self, request: HttpRequest) -> bool:
        """Tell whether a login must pass another factor before it may use its right to publish."""
        return False

    def consequences(self, old: Catalogue, new: Catalogue) -> dict[str, Any]:
        """Return what pages show besides the differences when one catalogue is to replace another.

        `consequences_template` in it names the template that shows it.
        """
        return {}

    def removal(
        self, request: HttpRequest, page: Any, rows: Sequence[Any], hidden: Sequence[tuple[str, str]] = ()
    ) -> HttpResponse:
        """Answer a request to delete or retire rows of a page; `hidden` are fields that lead back to it."""
        raise NotImplementedError

    def publish_saved(self, request: HttpRequest, row: Model, before: Catalogue, note: str, *, at_once: bool) -> str:
        """Publish what a form has saved, if the editor wants that `at_once`.

        `before` is the working copy before the save. Return '' if that is done, else where the editor goes on.
        """
        raise NotImplementedError


def may_publish(request: HttpRequest) -> bool:
    """Whether the user has the permission and the site does not hold the login back (PublishingSite.holds_back)."""
    return request.user.has_perm("comparisons.add_edition") and not getattr(request, "held_back", False)


def may_see_changes(request: HttpRequest) -> bool:
    """Whether the user has any right to the catalogue, and the site does not hold the login back."""
    return request.user.has_module_perms("comparisons") and not getattr(request, "held_back", False)


def may_mark_ready(request: HttpRequest) -> bool:
    return request.user.has_perm("comparisons.add_readymark")


def may_comment(request: HttpRequest) -> bool:
    """Whether the user may comment on changes."""
    return request.user.has_perm("comparisons.add_reviewcomment")


def may_assign(request: HttpRequest) -> bool:
    return request.user.has_perm("comparisons.add_assignment")


def editor(request: HttpRequest) -> User:
    assert isinstance(request.user, User), "the admin lets nobody else in"
    return request.user
