"""Asking web servers whether an address still works, politely: robots.txt, delays, HEAD before GET, no bodies read."""

import errno
import ipaddress
import re
import socket
import time
from collections.abc import Callable
from http.client import HTTPException
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener, getproxies
from urllib.robotparser import RobotFileParser

from msgspec import Struct

from comparisons.source_links.outcome import Asked, Outcome

AGENT = "FrameworkAdvisorLinkCheck/1.0"
# Statuses with which servers answer HEAD although GET works.
_ASK_AGAIN = frozenset({400, 403, 404, 405, 406, 500, 501, 503})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOVED_FOR_GOOD = frozenset({301, 308})
# A page exists, but not for programs, or not now.
_REFUSED = frozenset({401, 402, 403, 407, 418, 429, 451})
_MOST_REDIRECTS = 6
# Bytes of robots.txt that are read, and the longest delay in seconds that it can ask for.
_ROBOTS_BYTES, _LONGEST_DELAY = 512 * 1024, 30.0
_NO_NETWORK = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})


class _NoRedirects(HTTPRedirectHandler):
    """Hands redirects to the caller, who asks each server under its own rules."""

    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str) -> None:
        return None


class _Answer(Struct, frozen=True):
    status: int
    location: str = ""


class _Host(Struct):
    """When a server was last asked, how long to wait between two requests, and its rules for programs."""

    asked_at: float
    delay: float
    robots: RobotFileParser | None = None


class Unreachable(OSError):
    """No server could be reached. `no_network`: neither could its name be looked up."""

    def __init__(self, words: str, *, no_network: bool) -> None:
        super().__init__(words)
        self.no_network = no_network


class Asker:
    """Asks one address at a time. `pause` waits that many seconds; `may_ask` says whether a host is a public one."""

    def __init__(
        self,
        *,
        delay: float,
        timeout: float,
        pause: Callable[[float], object] = time.sleep,
        may_ask: Callable[[str], bool] | None = None,
    ) -> None:
        self.delay, self.timeout, self.pause = delay, timeout, pause
        self.may_ask = may_ask or is_public
        self.opener: OpenerDirector = build_opener(_NoRedirects)
        self.hosts: dict[str, _Host] = {}

    def ask(self, address: str) -> Asked:
        """Return what became of an address. Raises nothing: what fails is an outcome."""
        current, for_good = address, True
        try:
            for _ in range(_MOST_REDIRECTS):
                refusal = self._refusal(current)
                if refusal is not None:
                    return refusal
                answer = self._answer(current)
                if answer.status not in _REDIRECTS or not answer.location:
                    return _outcome(address, current, answer.status, for_good=for_good)
                for_good = for_good and answer.status in _MOVED_FOR_GOOD
                current = urljoin(current, answer.location)
        except Unreachable as error:
            return Asked(Outcome.FAILED, words=str(error), no_network=error.no_network)
        return Asked(Outcome.FAILED, words="It redirects in a circle.")

    def _refusal(self, address: str) -> Asked | None:
        """Return why an address is not asked: its host is none of the public web, or does not want programs."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return Asked(Outcome.FAILED, words="It leads to what is no web page.")
        if not self.may_ask(parts.hostname):
            return Asked(Outcome.NOT_ASKED, words="Its host is not a public one.")
        if not self._rules(address).can_fetch(AGENT, address):
            return Asked(Outcome.NOT_ASKED, words="Its server asks programs to stay away (robots.txt).")
        return None

    def _rules(self, address: str) -> RobotFileParser:
        """Return the rules of a server for programs. One without readable rules has none (RFC 9309)."""
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        host = self.hosts.setdefault(parts.netloc, _Host(asked_at=0.0, delay=self.delay))
        if host.robots is None:
            rules = RobotFileParser()
            rules.parse(self._robots(f"{origin}/robots.txt").splitlines())
            host.robots = rules
            asked = rules.crawl_delay(AGENT)
            host.delay = max(self.delay, min(float(asked or 0), _LONGEST_DELAY))
        return host.robots

    def _robots(self, address: str) -> str:
        request = Request(address, headers={"User-Agent": AGENT})  # noqa: S310, the scheme is checked
        self._wait(address)
        try:
            with self.opener.open(request, timeout=self.timeout) as response:
                return str(response.read(_ROBOTS_BYTES).decode("utf-8", "replace"))
        except HTTPError as error:
            error.close()
            return ""
        except (OSError, HTTPException, ValueError) as error:
            raise _unreachable(error) from error

    def _answer(self, address: str) -> _Answer:
        answer = self._request("HEAD", address)
        return self._request("GET", address) if answer.status in _ASK_AGAIN else answer

    def _request(self, method: str, address: str) -> _Answer:
        self._wait(address)
        try:
            request = Request(  # noqa: S310, the scheme is checked
                _ascii(address), method=method, headers={"User-Agent": AGENT, "Accept": "*/*"}
            )
            with self.opener.open(request, timeout=self.timeout) as response:
                return _Answer(response.status)
        except HTTPError as error:
            error.close()
            return _Answer(error.code, error.headers.get("Location", ""))
        except (OSError, HTTPException, ValueError) as error:
            raise _unreachable(error) from error

    def _wait(self, address: str) -> None:
        host = self.hosts[urlsplit(address).netloc]
        left = host.asked_at + host.delay - time.monotonic() if host.asked_at else 0.0
        if left > 0:
            self.pause(left)
        host.asked_at = time.monotonic()


def _ascii(address: str) -> str:
    """Return an address without its fragment, and with other characters than ASCII percent-encoded."""
    plain = address.partition("#")[0]
    return re.sub(r"[^!-~]", lambda one: "".join(f"%{byte:02X}" for byte in one[0].encode()), plain)


def is_public(host: str) -> bool:
    """Return whether all addresses of a host are of the public internet; behind a proxy, the proxy decides.

    A name that cannot be looked up counts as public: asking it then says that it does not answer.
    """
    if getproxies():
        return True
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return True
    return all(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]).is_global for entry in found)


def _unreachable(error: Exception) -> Unreachable:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, socket.gaierror):
        return Unreachable("Its name cannot be looked up.", no_network=True)
    if isinstance(reason, TimeoutError):
        return Unreachable("It does not answer in time.", no_network=False)
    no_network = isinstance(reason, OSError) and reason.errno in _NO_NETWORK
    return Unreachable(f"It cannot be reached ({type(reason).__name__}).", no_network=no_network)


def _outcome(asked: str, ended_at: str, status: int, *, for_good: bool) -> Asked:
    moved_to = ended_at if for_good and ended_at != asked else ""
    if 200 <= status < 300:
        words = "It has moved for good." if moved_to else "It answers."
        return Asked(Outcome.MOVED if moved_to else Outcome.ANSWERS, words=words, status=status, moved_to=moved_to)
    if status in (404, 410):
        return Asked(Outcome.GONE, words="The page is not there any more.", status=status)
    if status in _REFUSED:
        return Asked(Outcome.NOT_ASKED, words="Its server does not let programs in.", status=status)
    return Asked(Outcome.FAILED, words=f"Its server answers with status {status}.", status=status)
