"""Answers that follow from what a project depends on."""

from collections.abc import Iterable

from msgspec import Struct

from advisor.answers.query import Answers
from advisor.project_files.frameworks import framework_of, packages_in_use
from advisor.project_files.project import Project
from comparisons.catalogue.value import Catalogue, Choice, Framework, Package, PackageKind, Question


class Reason(Struct, frozen=True):
    """A package, and the choices of a question that follow from it."""

    package: Package
    choices: tuple[Choice, ...]

    @property
    def sentence(self) -> str:
        """The reason in words: 'Because you depend on celery: Celery runs jobs in the background.'"""
        return f"Because you depend on {self.package.slug}: {self.package.meaning}"


class ProposedAnswer(Struct, frozen=True):
    """An answer to a question and why. No choices: the packages say different things, so the visitor has to choose."""

    question: Question
    choices: tuple[Choice, ...]
    reasons: tuple[Reason, ...]

    @property
    def is_contradictory(self) -> bool:
        return not self.choices


class Proposal(Struct, frozen=True):
    """What follows from the packages of a project.

    `uses` are the frameworks in use, `others` the packages of frameworks that the catalogue lacks. `uncertain` are
    frameworks that are as often used as something else; they are in use only where no other framework is. `silent` are
    packages from which nothing follows.
    """

    uses: tuple[Framework, ...]
    others: tuple[Package, ...]
    uncertain: tuple[Framework, ...]
    proposed: tuple[ProposedAnswer, ...]
    silent: tuple[Package, ...]

    @property
    def shown(self) -> tuple[Framework, ...]:
        """The frameworks in use, and those that may be."""
        return (*self.uses, *(framework for framework in self.uncertain if framework not in self.uses))

    @property
    def answers(self) -> Answers:
        """The proposed answers, with the frameworks in use."""
        choices = {one.question.slug: tuple(c.slug for c in one.choices) for one in self.proposed if one.choices}
        return Answers(choices=choices, uses=tuple(framework.slug for framework in self.uses))


def proposal_for(catalogue: Catalogue, project: Project) -> Proposal:
    """Return what follows from a project's files."""
    return proposal_of(catalogue, packages_in_use(catalogue, project))


def proposal_of(catalogue: Catalogue, packages: Iterable[Package]) -> Proposal:
    """Return what follows from packages of the catalogue."""
    packages = tuple(packages)
    certain = [package for package in packages if _is_framework_of(packages, package)]
    uncertain = [package for package in packages if package.kind is PackageKind.EITHER and package not in certain]
    return Proposal(
        uses=_frameworks(catalogue, certain or uncertain),
        others=tuple(package for package in certain if framework_of(catalogue, package) is None),
        uncertain=_frameworks(catalogue, uncertain),
        proposed=tuple(filter(None, (_proposed(question, packages) for question in catalogue.questions))),
        silent=tuple(p for p in packages if not p.answers and p.kind is PackageKind.LIBRARY),
    )


def _is_framework_of(packages: tuple[Package, ...], package: Package) -> bool:
    """Return whether a package is surely a framework in use: it is nothing else, or another package extends it."""
    return package.kind is PackageKind.FRAMEWORK or any(other.extends == package.slug for other in packages)


def _frameworks(catalogue: Catalogue, packages: Iterable[Package]) -> tuple[Framework, ...]:
    return tuple(framework for package in packages if (framework := framework_of(catalogue, package)))


def _proposed(question: Question, packages: Iterable[Package]) -> ProposedAnswer | None:
    """Return the answer to a question, None if nothing follows."""
    reasons = tuple(reason for package in packages for reason in _reasons(question, package))
    if not reasons:
        return None
    named = {choice.slug for reason in reasons for choice in reason.choices}
    choices = tuple(choice for choice in question.choices if choice.slug in named)
    can_stand = len(choices) == 1 or (question.multiple and not any(choice.exclusive for choice in choices))
    return ProposedAnswer(question=question, choices=choices if can_stand else (), reasons=reasons)


def _reasons(question: Question, package: Package) -> list[Reason]:
    named = {slug for answer in package.answers if answer.question == question.slug for slug in answer.choices}
    choices = tuple(choice for choice in question.choices if choice.slug in named)
    return [Reason(package=package, choices=choices)] if choices else []
