"""The page that shows what leans on things before they are deleted or retired, and does it."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR, TO_FIELD_VAR
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from comparisons.admin.catalogue_history import Replacement, keep_in_history
from comparisons.admin.conflicts import last_saved
from comparisons.admin.links import THINGS, Line, Links, every_row
from comparisons.admin.publishing.rights import editor
from comparisons.admin.removing.forms import RemovalForm
from comparisons.admin.removing.removal import RETIRING, Outcome, Removal
from comparisons.admin.rewriting.proposal import missing_rights
from comparisons.catalogue.changes.diff import ChangeKind, by_subject
from comparisons.catalogue.checks import Problem
from comparisons.working_copy import read_catalogue, write_catalogue

_DONE = {ChangeKind.ADDED: "added", ChangeKind.REMOVED: "deleted"}


class RemovalPage:
    """Answers the requests about some rows of one model. A POST must come within a transaction that holds the lock.

    `page` is the admin page of the model. `hidden` are further fields that lead back here when the form is sent.
    """

    def __init__(self, request: HttpRequest, page: Any, rows: Sequence[Any], hidden: Sequence[tuple[str, str]] = ()):
        self.request, self.page, self.rows, self.opts = request, page, list(rows), page.opts
        self.removal = Removal(page.model, self.rows, read_catalogue())
        self.hidden = [
            *hidden,
            *((name, self._sent(name)) for name in (IS_POPUP_VAR, TO_FIELD_VAR) if self._sent(name)),
        ]
        self.problems: tuple[Problem, ...] = ()
        self.unconfirmed: Outcome | None = None

    def _sent(self, name: str) -> str:
        return self.request.POST.get(name, self.request.GET.get(name, ""))

    @property
    def is_retiring(self) -> bool:
        return "retire" in self.request.POST and self.removal.can_retire

    @cached_property
    def name(self) -> str:
        """What is to go, in words: 'source “Manual”', '3 sources'."""
        if len(self.rows) == 1:
            return f"{self.opts.verbose_name} “{self.rows[0]}”"
        return f"{len(self.rows)} {self.opts.verbose_name_plural}"

    def response(self) -> HttpResponse:
        if self.request.method != "POST" or "seen" not in self.request.POST:
            return self._shown(self._form(None, initial={"seen": self.removal.seen}))
        data = self.request.POST.copy()
        form = self._form(data)
        if data["seen"] != self.removal.seen:
            data["seen"] = self.removal.seen
            who = last_saved(self.rows[0]) if len(self.rows) == 1 else ""
            what = f"somebody changed the {self.name} or what names it after you had asked{who}"
            messages.error(self.request, f"Nothing was {self._verb}: {what}. Look again.")
            return self._shown(form)
        if form.is_valid() and (outcome := self._allowed(form)) is not None:
            return self._done(outcome)
        return self._shown(form)

    def _form(self, data: Any, **kwargs: Any) -> RemovalForm:
        noun = str(self.opts.verbose_name)
        return RemovalForm(self.removal.uses, self.removal.targets, noun, data, **kwargs)

    @property
    def _verb(self) -> str:
        return "retired" if self.is_retiring else "deleted"

    def _allowed(self, form: RemovalForm) -> Outcome | None:
        """Return what is to be done, or None if the editor has to see or to change something first."""
        removal = self.removal
        new = removal.retired(form.decisions) if self.is_retiring else removal.without(form.decisions)
        outcome = Outcome(removal.catalogue, new)
        if forbidden := missing_rights(self.request.user, outcome.changes):
            messages.error(self.request, f"Nothing was {self._verb}: you may not {' or '.join(forbidden)}.")
            return None
        if outcome.problems:
            self.problems = outcome.problems
            return None
        if outcome.unsourced and form.cleaned_data["confirmed"] != outcome.confirmation:
            self.unconfirmed = outcome
            return None
        return outcome

    def _done(self, outcome: Outcome) -> HttpResponse:
        row = self.rows[0]
        name, pk, verb = str(row), row.pk, self._verb
        before = every_row()
        write_catalogue(outcome.new)
        done = Replacement(outcome.old, outcome.new, outcome.changes)
        keep_in_history(editor(self.request), f"When the {self.name} was {verb}", done, before | every_row())
        if IS_POPUP_VAR in self.request.POST and not self.is_retiring:
            closed: HttpResponse = self.page.response_delete(self.request, name, pk)
            return closed
        was = "was" if len(self.rows) == 1 else "were"
        messages.success(self.request, f"The {self.name} {was} {verb}.{self._along(outcome)}")
        if outcome.unfinished:
            left = "; ".join(map(str, outcome.unfinished))
            messages.warning(self.request, f"Put right before publishing: {left}.")
        return redirect(self._address("change", pk) if self.is_retiring and len(self.rows) == 1 else self._list)

    def _along(self, outcome: Outcome) -> str:
        """Return what else changed, in numbers: ' With it: 3 scores changed, 1 claim deleted.'"""
        counts: Counter[tuple[str, str]] = Counter()
        for subject, changes in by_subject(outcome.changes).items():
            if not subject.is_order and not (subject.thing == self.removal.thing and subject.key in self.removal.keys):
                counts[subject.thing, _DONE.get(changes[0].kind, "changed")] += 1
        words = [f"{number} {_counted(thing, number)} {done}" for (thing, done), number in counts.items()]
        return f" With it: {', '.join(words)}." if words else ""

    @property
    def _list(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _address(self, name: str, pk: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=[pk])

    def _shown(self, form: RemovalForm) -> HttpResponse:
        links, removal = Links(), self.removal
        retires = removal.can_retire
        context = {
            **self.page.admin_site.each_context(self.request),
            "title": f"{'Retire or delete' if retires else 'Delete'}: {self.name}",
            "opts": self.opts,
            "name": self.name,
            "only": self.rows[0] if len(self.rows) == 1 else None,
            "rows": [Line(str(row), self._address("change", row.pk)) for row in self.rows],
            "form": form,
            "target": form["target"] if "target" in form.fields else None,
            "kinds": form.kinds(links),
            "retiring": RETIRING[removal.thing] if retires else "",
            "is_retired": removal.is_retired,
            "asking": removal.asking,
            "problems": links.of_problems(self.problems),
            "unconfirmed": self._unconfirmed(links),
            "hidden": self.hidden,
            "is_popup": bool(self._sent(IS_POPUP_VAR)),
            "back": self._address("change", self.rows[0].pk) if len(self.rows) == 1 else self._list,
        }
        return TemplateResponse(self.request, "admin/remove.html", context)

    def _unconfirmed(self, links: Links) -> dict[str, Any] | None:
        if self.unconfirmed is None:
            return None
        lines = [Line(use.text, links.address(use.thing, use.key)) for use in self.unconfirmed.unsourced]
        return {"lines": lines, "confirmation": self.unconfirmed.confirmation}


def _counted(thing: str, number: int) -> str:
    meta = THINGS[thing][0]._meta
    return str(meta.verbose_name if number == 1 else meta.verbose_name_plural)
