"""Rules for packages that projects depend on."""

import re
from collections.abc import Iterator

from comparisons.catalogue.checks.problems import Problem, error, repeated, warning
from comparisons.catalogue.checks.questions import answers_problems
from comparisons.catalogue.slugs import SLUG_PATTERN
from comparisons.catalogue.value import Catalogue, Package

_NAME = re.compile(SLUG_PATTERN)


def packages_are_sound(catalogue: Catalogue) -> Iterator[Problem]:
    for package in catalogue.packages:
        where = f"package {package.slug}"
        if not package.meaning.strip():
            yield error(where, "the meaning is empty")
        yield from answers_problems(catalogue, where, package.answers)
        yield from _name_problems(catalogue, where, package)


def _name_problems(catalogue: Catalogue, where: str, package: Package) -> Iterator[Problem]:
    named = [*([package.extends] if package.extends else []), *package.brings]
    for name in named:
        if not _NAME.fullmatch(name):
            yield error(where, f"'{name[:60]}' names no package: lower-case letters, digits, single hyphens")
        if name == package.slug:
            yield error(where, "names itself as what it extends or brings")
    yield from repeated(where, "package", package.brings)
    if package.extends and package.extends not in catalogue.package_by_slug:
        yield warning(where, f"extends '{package.extends}', which is not described: no framework is recognised by it")
