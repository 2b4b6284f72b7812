"""Which frameworks a project uses, by its packages."""

from collections.abc import Collection, Iterator

from advisor.project_files.project import Dependency, Project, names_of
from comparisons.catalogue.names import Names
from comparisons.catalogue.value import FRAMEWORKS, Catalogue, Framework, Package, PackageKind


def packages_in_use(catalogue: Catalogue, project: Project) -> tuple[Package, ...]:
    """Return the described packages that the project chose, those of developers' tools left out, sorted by name.

    Frameworks among them are those in use; only for these do extras and tools count where nothing else names one.
    """
    scopes = (_frameworks_among(catalogue, scope) for scope in _scopes(project))
    frameworks = next(filter(None, scopes), frozenset())
    chosen = _chosen(catalogue, project)
    described = (
        catalogue.package_by_slug[name] for name in sorted(chosen | frameworks) if _is_described(catalogue, name)
    )
    return tuple(package for package in described if package.slug in frameworks or package.kind is PackageKind.LIBRARY)


def framework_of(catalogue: Catalogue, package: Package) -> Framework | None:
    """Return the public framework that a package is, None if it is none or the catalogue lacks it."""
    if package.kind is PackageKind.LIBRARY:
        return None
    slug = Names(catalogue).slug(FRAMEWORKS, package.slug)
    return catalogue.public_frameworks.get(slug or "")


def undescribed(catalogue: Catalogue, project: Project) -> tuple[str, ...]:
    """Return the names of packages that the catalogue does not describe, without those for developers."""
    own = [one for one in project.dependencies if not one.is_optional]
    return tuple(sorted(name for name in names_of(own) if not _is_described(catalogue, name)))


def _is_described(catalogue: Catalogue, name: str) -> bool:
    return name in catalogue.package_by_slug


def _scopes(project: Project) -> Iterator[Collection[Dependency]]:
    """Yield the dependencies that may name the framework, the likeliest first."""
    named = project.dependencies
    yield [one for one in named if not one.is_optional and one.is_direct is not False]
    yield [one for one in named if not one.is_optional]
    yield named


def _frameworks_among(catalogue: Catalogue, scope: Collection[Dependency]) -> frozenset[str]:
    """Return the packages of the frameworks that are in use, by name.

    One that another package brings along is in use only if it was chosen too, or has an add-on of its own. Those that
    are as often used for something else are among them.
    """
    names = names_of(scope)
    chosen = names_of([one for one in scope if one.is_direct])
    packages = [catalogue.package_by_slug[name] for name in names if _is_described(catalogue, name)]
    extended = {package.extends for package in packages if package.extends}
    frameworks = {package.slug for package in packages if package.kind is PackageKind.FRAMEWORK}
    frameworks |= {name for name in extended if _is_described(catalogue, name)}
    either = {package.slug for package in packages if package.kind is PackageKind.EITHER} - frameworks

    def is_own(name: str) -> bool:
        bringing = [package for package in packages if name in package.brings]
        if name in extended or not bringing:
            return True
        return name in chosen and not any(package.kind is not PackageKind.LIBRARY for package in bringing)

    own = {name for name in frameworks if is_own(name)} or _not_brought(packages, frameworks)
    return frozenset(own | {name for name in either if is_own(name)})


def _not_brought(packages: Collection[Package], frameworks: Collection[str]) -> set[str]:
    """Return those of the frameworks that no other one of them brings along."""
    brought = {name for package in packages if package.slug in frameworks for name in package.brings}
    return {name for name in frameworks if name not in brought}


def _chosen(catalogue: Catalogue, project: Project) -> frozenset[str]:
    """Return the names of what the project chose, without what other packages brought along.

    A list of all that is installed says nothing where another file says what was chosen.
    """
    named = [one for one in project.dependencies if not one.is_optional]
    choosing = {one.file for one in named if one.is_direct}
    counted = [one for one in named if one.is_direct or (one.is_direct is None and not choosing - {one.file})]
    described = [catalogue.package_by_slug[name] for name in names_of(counted) if _is_described(catalogue, name)]
    return names_of(counted) - {name for package in described for name in package.brings}
