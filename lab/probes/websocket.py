"""As much of a WebSocket client as the probes need (RFC 6455): texts of any length, and no others."""

import base64
import os
import socket
import struct
from dataclasses import dataclass

from lab.probes.exchange import HOST

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
NO_MASK = b"\0\0\0\0"  # a client must mask; this mask leaves the bytes as they are


class Refused(OSError):
    """The server did not accept the WebSocket, or closed it."""


@dataclass
class WebSocket:
    """An open WebSocket."""

    socket: socket.socket

    @classmethod
    def open(cls, port: int, path: str, origin: str = "", patience: float = 30) -> "WebSocket":
        """Open a WebSocket; Refused where the answer is not 101."""
        connection = socket.create_connection((HOST, port), timeout=patience)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: {HOST}:{port}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {key}",
        ]
        if origin:
            lines.append(f"Origin: {origin}")
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = b""
        while b"\r\n\r\n" not in head:
            more = connection.recv(1)
            if not more:
                break
            head += more
        status = head.partition(b"\r\n")[0].decode(errors="replace")
        if " 101" not in status:
            connection.close()
            raise Refused(status or "closed without an answer")
        return cls(connection)

    def send(self, text: bytes) -> None:
        """Send one text in one frame."""
        if len(text) < 126:
            head = struct.pack("!BB", 0x80 | TEXT, 0x80 | len(text))
        elif len(text) < 1 << 16:
            head = struct.pack("!BBH", 0x80 | TEXT, 0x80 | 126, len(text))
        else:
            head = struct.pack("!BBQ", 0x80 | TEXT, 0x80 | 127, len(text))
        self.socket.sendall(head + NO_MASK + text)

    def receive(self) -> int:
        """The length of the next text, whole; Refused where the server closes instead."""
        length = 0
        while True:
            final, code, payload = self.frame()
            if code == CLOSE:
                raise Refused(f"closed with {struct.unpack('!H', payload[:2])[0] if payload else 'no code'}")
            if code in (PING, PONG):
                continue
            length += len(payload)
            if final:
                return length

    def frame(self) -> tuple[bool, int, bytes]:
        """One frame: whether it is the last of its message, what it is, and what it holds."""
        first, second = self.exactly(2)
        length = second & 127
        if length == 126:
            (length,) = struct.unpack("!H", self.exactly(2))
        elif length == 127:
            (length,) = struct.unpack("!Q", self.exactly(8))
        return bool(first & 128), first & 15, self.exactly(length)

    def exactly(self, length: int) -> bytes:
        """So many bytes."""
        parts = []
        while length:
            part = self.socket.recv(min(length, 1 << 20))
            if not part:
                raise Refused("closed without a word")
            parts.append(part)
            length -= len(part)
        return b"".join(parts)

    def close(self) -> None:
        """Leave without a word."""
        self.socket.close()
