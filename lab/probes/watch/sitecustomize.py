"""Python imports this by itself in the programs of the probes: writes down which other hosts a program asks for."""

import contextlib
import os
import sys

NAMES = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.connect"}
OWN = ("127.", "::1", "localhost", "0.0.0.0", "None", "::")  # noqa: S104


def written_down(event: str, arguments: tuple[object, ...]) -> None:
    """Append the host of a look-up or connection to the file that PROBE_HOSTS names."""
    if event not in NAMES:
        return
    where = arguments[1] if event == "socket.connect" else arguments[0]
    host = where[0] if isinstance(where, tuple) else where
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if event == "socket.connect" and not isinstance(where, tuple):
        return  # a Unix socket
    if str(host).startswith(OWN) or host == os.uname().nodename:
        return
    with contextlib.suppress(OSError), open(os.environ["PROBE_HOSTS"], "a") as file:
        file.write(f"{host}\n")


if "PROBE_HOSTS" in os.environ:
    sys.addaudithook(written_down)
