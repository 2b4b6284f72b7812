"""Checks of all sources' links, and what the last ones found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, zip_longest
from urllib.parse import urlsplit

from django.utils import timezone
from msgspec import Struct

from comparisons.models import Source, SourceCheck
from comparisons.source_links.asking import Asker
from comparisons.source_links.outcome import TO_MEND, Asked

# So many hosts in a row that cannot be looked up mean that this machine is offline.
_OFFLINE_AFTER = 3


class Offline(RuntimeError):
    """This machine reaches no other."""


def check(addresses: Iterable[str], asker: Asker) -> Iterator[tuple[str, Asked]]:
    """Ask for each address and keep what came of it. Raises Offline before anything is kept if nothing is reached."""
    waiting: list[tuple[str, Asked]] = []
    is_online = False
    for address in in_turns(addresses):
        waiting.append((address, asker.ask(address)))
        is_online = is_online or not waiting[-1][1].no_network
        if is_online:
            for one, asked in waiting:
                _keep(one, asked)
            yield from waiting
            waiting = []
        elif len({urlsplit(one).netloc for one, _ in waiting}) >= _OFFLINE_AFTER:
            raise Offline
    if waiting:
        raise Offline


def in_turns(addresses: Iterable[str]) -> list[str]:
    """Return addresses so that those of one host stand far apart, and no server is asked twice in a row if possible."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses):
        by_host[urlsplit(address).netloc].append(address)
    return [address for address in chain.from_iterable(zip_longest(*by_host.values())) if address is not None]


def _keep(address: str, asked: Asked) -> None:
    now = timezone.now()
    SourceCheck.objects.update_or_create(
        address=address,
        defaults={
            "checked_at": now,
            "outcome": asked.outcome.value,
            "status": asked.status,
            "words": asked.words,
            "moved_to": asked.moved_to[: _longest_address()],
        },
    )


def _longest_address() -> int:
    return SourceCheck._meta.get_field("moved_to").max_length or 0


class BrokenLink(Struct, frozen=True):
    """A source whose link needs an editor: what came of asking for it, and when."""

    pk: int
    title: str
    address: str
    words: str
    moved_to: str
    checked_at: datetime


class LinksFound(Struct, frozen=True):
    """What the last checks found. `checked_at` is the newest check, None before the first."""

    checked_at: datetime | None
    checked: int
    broken: tuple[BrokenLink, ...]


def links_found() -> LinksFound:
    """Return the links of the working copy that need an editor. A link that was changed since is not checked yet."""
    checks = {row.address: row for row in SourceCheck.objects.all()}
    sources = list(Source.objects.exclude(address="").values_list("pk", "title", "address"))
    known = [(pk, title, checks[address]) for pk, title, address in sources if address in checks]
    broken = tuple(
        BrokenLink(pk, title, row.address, row.words, row.moved_to, row.checked_at)
        for pk, title, row in known
        if row.outcome in TO_MEND
    )
    checked_at = max((row.checked_at for *_, row in known), default=None)
    return LinksFound(checked_at=checked_at, checked=len(known), broken=broken)
