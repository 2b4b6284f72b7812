"""One request and its answer over HTTP, told as it is: no redirects followed, nothing decoded."""

import http.client
import re
import socket
from dataclasses import dataclass, field

HOST = "127.0.0.1"
PATIENCE = 10.0  # seconds for one answer


@dataclass(frozen=True)
class Answer:
    """An answer. The names of headers are in lower case."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """The first header of this name, or nothing."""
        return next((value for key, value in self.headers if key == name.lower()), "")

    def cookies(self) -> list[str]:
        """All Set-Cookie headers."""
        return [value for key, value in self.headers if key == "set-cookie"]

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @property
    def type(self) -> str:
        """The content type without its parameters."""
        return self.header("content-type").partition(";")[0].strip().lower()


@dataclass
class Connection:
    """A connection to a server on this machine."""

    port: int
    patience: float = PATIENCE
    inner: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.inner = http.client.HTTPConnection(HOST, self.port, timeout=self.patience)

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None) -> Answer:
        """Send a request, and read the answer even if the server gave it before all was sent.

        Raises OSError or http.client.HTTPException where there is no answer.
        """
        try:
            self.inner.request(method, path, body, headers or {})
        except (BrokenPipeError, ConnectionResetError):
            return self.early_answer()
        reply = self.inner.getresponse()
        return Answer(reply.status, tuple((k.lower(), v) for k, v in reply.getheaders()), reply.read())

    def early_answer(self) -> Answer:
        """What a server said before it closed a connection that was still being written to."""
        reader = self.inner.sock
        if reader is None:
            raise ConnectionResetError("closed without an answer")
        head = reader.recv(65536)
        found = re.match(rb"HTTP/1\.[01] (\d{3})", head)
        if not found:
            raise ConnectionResetError("closed without an answer")
        return Answer(int(found[1]), (), head.partition(b"\r\n\r\n")[2])

    def close(self) -> None:
        """Close the connection."""
        self.inner.close()


def ask(
    port: int,
    method: str = "GET",
    path: str = "/",
    headers: dict[str, str] | None = None,
    body: bytes | None = None,
    patience: float = PATIENCE,
) -> Answer:
    """One request over a connection of its own."""
    connection = Connection(port, patience)
    try:
        return connection.ask(method, path, {"Connection": "close", **(headers or {})}, body)
    finally:
        connection.close()


def listens(port: int) -> bool:
    """Whether anybody takes connections at this port."""
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True
