"""The address that proposes answers: the packages of a project that the catalogue describes, and nothing else.

    package=flask-login&package=flask&edition=3

No name that the catalogue does not know is in it, so that nothing private is kept in a link or a log.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from advisor.answers.query import EDITION, encoded
from comparisons.catalogue.value import Catalogue, Package, PackageKind

PACKAGE = "package"
# More packages with something to say than the largest projects choose; the rest is left out of the address.
MOST = 80


class AskedPackages(Struct, frozen=True):
    """The described packages that an address names, and how many others it names."""

    packages: tuple[Package, ...]
    unknown: int


def packages_query(packages: Iterable[Package], edition: int | None = None) -> str:
    """Return the query of an address with those of these packages from which something follows, sorted by name."""
    names = sorted({package.slug for package in packages if _says_something(package)})[:MOST]
    pinned = [] if edition is None else [(EDITION, str(edition))]
    return encoded([*pinned, *((PACKAGE, name) for name in names)])


def _says_something(package: Package) -> bool:
    return bool(package.answers or package.extends) or package.kind is not PackageKind.LIBRARY


def asked_packages(pairs: Sequence[tuple[str, str]], catalogue: Catalogue) -> AskedPackages:
    """Return the packages that the pairs of a query name."""
    names = dict.fromkeys(value for key, value in pairs if key == PACKAGE)
    known = [catalogue.package_by_slug[name] for name in sorted(names) if name in catalogue.package_by_slug]
    return AskedPackages(packages=tuple(known), unknown=len(names) - len(known))
