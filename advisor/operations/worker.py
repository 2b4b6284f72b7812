"""gunicorn's threaded worker, changed in three ways (docs/decisions/0009).

*Slow clients hold no thread.* The main loop receives a request, and gives it to a thread once it is complete. Bodies
above LARGEST_BODY and chunked ones are read by the thread, which at most half of the threads do at a time.

*Requests take turns.* Threads of a process share one interpreter lock, so several at work slow each other down: the
next request begins when the one before ends, or takes longer than TURN, as it then waits for something else.

*Busy workers leave connections to idle ones.* An idle worker accepts at once; a busy one only what nobody else has
accepted within OFFERED_FOR seconds. Kept connections stay where they are, so a worker that has several requests at a
time closes one of them now and then (RELEASE_EVERY), and its client connects again to a worker that is idle.
"""

import errno
import re
import selectors
import socket
from collections import deque
from contextlib import suppress
from time import monotonic
from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import TConn, ThreadWorker

# Bytes of a request that the main loop receives before a thread works at it.
LARGEST_HEAD = LARGEST_BODY = 64 * 1024
# Seconds within which a request has to be complete, and a client has to close its end of a closed connection.
REQUEST_WITHIN, CLOSED_WITHIN = 10.0, 2.0
# What a thread reads or writes: the seconds that one call may take, and the least bytes a second of a large body.
CALL_WITHIN, LEAST_RATE = 30.0, 20_000
# Seconds: see above. An offer that nobody took stands for OFFER_STANDS more.
OFFERED_FOR, OFFER_STANDS, RELEASE_EVERY = 0.02, 1.0, 0.05
# Seconds after which a request counts as waiting for the database, a client or the disk.
TURN = 0.025
# Room for a page in the kernel, so that a slow reader holds no thread either.
_SEND_BUFFER = 256 * 1024
_AT_ONCE = 64 * 1024

_HEAD_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
# Such a client sends its body once a thread has answered, or in pieces.
_UNKNOWN = re.compile(rb"\r\n(?:expect|transfer-encoding):", re.IGNORECASE)


class ClientSocket(socket.socket):
    """A socket on which no blocking call takes forever. gunicorn takes a reset for a client that has left."""

    read_until = float("inf")  # seconds on the monotonic clock

    def setblocking(self, flag: bool) -> None:
        self.settimeout(CALL_WITHIN if flag else 0)

    def recv(self, size: int, flags: int = 0) -> bytes:
        if self.gettimeout() == 0:
            return super().recv(size, flags)
        left = self.read_until - monotonic()
        if left <= 0:
            raise _gone()
        self.settimeout(min(left, CALL_WITHIN))
        try:
            return super().recv(size, flags)
        except TimeoutError:
            raise _gone() from None

    def sendall(self, data: Any, flags: int = 0) -> None:
        try:
            super().sendall(data, flags)
        except TimeoutError:
            raise _gone() from None

    def sendfile(self, file: Any, offset: int = 0, count: int | None = None) -> int:
        try:
            return super().sendfile(file, offset, count)
        except TimeoutError:
            raise _gone() from None


def _gone() -> ConnectionResetError:
    return ConnectionResetError(errno.ECONNRESET, "too slow")


class Connection(TConn):  # type: ignore[misc]
    """A connection, and what has been received of a request that no thread has yet."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.received = bytearray()
        self.data_ready = True  # a thread need not wait for it
        self.is_large = self.is_released = False


def body_expected(received: bytes | bytearray) -> int | None:
    """Return the bytes of the body that a request announces, or -1 if it does not say; None before the head ends."""
    end = received.find(_HEAD_END)
    if end < 0:
        return None
    head = received[: end + 2]
    length = _LENGTH.search(head)
    if _UNKNOWN.search(head):
        return -1
    return int(length[1]) if length else 0


class Worker(ThreadWorker):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.working = 0  # requests that are complete and not answered yet
        self.running = 0  # of these, the ones that have a thread
        self.turn: Connection | None = None  # the last one that got it, while it works
        self.started_at = 0.0
        self.ready: deque[Connection] = deque()  # those that wait for a thread
        self.large = 0  # of these, the ones whose body the thread reads
        self.queued_large: deque[Connection] = deque()
        self.closing_conns: deque[Connection] = deque()
        self.offered_until = 0.0
        self.next_release = 0.0

    # Accepting

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled and self._may_accept())

    def _may_accept(self) -> bool:
        if not self.working:
            return True
        return self.running < self.cfg.threads and monotonic() >= self.offered_until

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        if self.alive and not self._accepting and self.running < self.cfg.threads:
            timeout = min(timeout, OFFERED_FOR)
        if self.ready and self.running < self.cfg.threads:
            timeout = min(timeout, TURN)
        super().wait_for_and_dispatch_events(timeout)
        self._start()

    def accept(self, listener: Any) -> None:
        now = monotonic()
        if self.working and not self.offered_until <= now <= self.offered_until + OFFER_STANDS:
            self.offered_until = now + OFFERED_FOR
            self.set_accept_enabled(False)
            return
        self.offered_until = 0.0
        try:
            accepted, address = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        client = ClientSocket(fileno=accepted.detach())
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        connection = Connection(self.cfg, client, address, listener.getsockname())
        self._wait_for_request(connection)
        self._receive(connection)
        if self.nr_conns >= self.worker_connections:
            self._make_room()

    def _make_room(self) -> None:
        """Close the connection that has waited longest without a request."""
        for waiting in (self.keepalived_conns, self.pending_conns):
            if waiting:
                self._forget(waiting[0])
                return

    # Receiving, in the main loop

    def _wait_for_request(self, connection: Connection) -> None:
        self._wait(connection, self.pending_conns, REQUEST_WITHIN, self._receive)

    def _wait(self, connection: Connection, waiting: deque[Connection], within: float, readable: Any) -> None:
        """Wait in one of the queues, each in the order of its ends, until the connection is readable."""
        connection.sock.setblocking(False)
        connection.timeout = monotonic() + (within if self.alive else min(within, CLOSED_WITHIN))
        waiting.append(connection)
        self.poller.register(connection.sock, selectors.EVENT_READ, lambda _: readable(connection))

    def _receive(self, connection: Connection) -> None:
        """Receive what is there; give the connection to a thread if that completes a request."""
        try:
            data = connection.sock.recv(_AT_ONCE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if not data:
            self._forget(connection)
        elif connection not in self.closing_conns:
            connection.received += data
            self._dispatch_if_complete(connection)

    def _dispatch_if_complete(self, connection: Connection) -> None:
        received = connection.received
        expected = body_expected(received)
        if expected is None:
            if len(received) > LARGEST_HEAD:
                self._refuse(connection, 431, "Request Header Fields Too Large", "Send fewer headers.")
            return
        connection.is_large = not 0 <= expected <= LARGEST_BODY
        if connection.is_large or len(received) >= received.find(_HEAD_END) + len(_HEAD_END) + expected:
            connection.sock.read_until = monotonic() + CALL_WITHIN + max(expected, 0) / LEAST_RATE
            self._take(connection)
            self._dispatch(connection)

    def _receive_next(self, connection: Connection) -> None:
        """Receive the next request on a kept connection."""
        self._take(connection)
        self._wait_for_request(connection)
        self._receive(connection)

    def _take(self, connection: Connection) -> None:
        """Stop waiting for a connection."""
        for waiting in (self.pending_conns, self.keepalived_conns, self.closing_conns):
            if connection in waiting:
                waiting.remove(connection)
        self.poller.unregister(connection.sock)

    def _forget(self, connection: Connection) -> None:
        self._take(connection)
        self.nr_conns -= 1
        connection.close()

    def _refuse(self, connection: Connection, status: int, reason: str, words: str) -> None:
        # Not above: prometheus_client decides on its import whether several processes count together.
        from advisor.operations import metrics

        metrics.refused.labels("slow" if status == 408 else "head").inc()
        with suppress(OSError):  # the client has left
            util.write_error(connection.sock, status, reason, words)
        self._forget(connection)

    def murder_pending(self) -> None:
        """Close connections whose requests are not complete in time, and those that their clients do not close."""
        now = monotonic()
        while self.pending_conns and self.pending_conns[0].timeout <= now:
            connection = self.pending_conns[0]
            if connection.received:
                self._refuse(connection, 408, "Request Timeout", "The request was not complete in time.")
            else:
                self._forget(connection)
        while self.closing_conns and self.closing_conns[0].timeout <= now:
            self._forget(self.closing_conns[0])

    # Working

    def _dispatch(self, connection: Connection) -> None:
        if connection.is_large:
            if self.large >= max(1, self.cfg.threads // 2):
                self.queued_large.append(connection)
                return
            self.large += 1
        self.working += 1
        now = monotonic()
        connection.is_released = self.working > 1 and now >= self.next_release
        if connection.is_released:
            self.next_release = now + RELEASE_EVERY
        self.ready.append(connection)
        self._start()

    def _start(self) -> None:
        """Give threads to requests whose turn it is."""
        while self.ready and self.running < self.cfg.threads:
            now = monotonic()
            if self.turn and now - self.started_at < TURN:
                return
            self.running, self.started_at, self.turn = self.running + 1, now, self.ready.popleft()
            self.enqueue_req(self.turn)

    def handle(self, connection: Connection) -> Any:
        """Work at a request that was received, in a thread."""
        connection.sock.setblocking(True)
        connection.init()
        connection.parser.unreader.unread(bytes(connection.received))
        connection.received.clear()
        return super().handle(connection)

    def handle_request(self, request: Any, connection: Connection) -> Any:
        if connection.is_released:
            request.force_close()
        return super().handle_request(request, connection)

    def finish_request(self, connection: Connection, future: Any) -> None:
        """Keep the connection or close it, and go on with the next request, in the main loop."""
        self.working -= 1
        self.running -= 1
        if self.turn is connection:
            self.turn = None
        self._start()
        if connection.is_large:
            connection.is_large = False
            self.large -= 1
            if self.queued_large:
                self._dispatch(self.queued_large.popleft())
        try:
            if future.cancelled() or future.exception() or not future.result():
                self._close_gently(connection)
            else:
                self._keep(connection)
        except (OSError, ValueError):  # the socket is closed already
            self.nr_conns -= 1
            connection.close()

    def _keep(self, connection: Connection) -> None:
        more = connection.parser.unreader.take_buffered()
        if more:
            connection.received += more
            self._wait_for_request(connection)
            self._dispatch_if_complete(connection)
            return
        self._wait(connection, self.keepalived_conns, self.cfg.keepalive, self._receive_next)

    def _close_gently(self, connection: Connection) -> None:
        """Send FIN and discard what still comes: an RST would take the end of the response from the client."""
        connection.sock.shutdown(socket.SHUT_WR)
        self._wait(connection, self.closing_conns, CLOSED_WITHIN, self._receive)
        self._receive(connection)

    def _cap_keepalive(self, deadline: float) -> None:
        """Wait no longer than until `deadline` for what has not become a request when the worker stops."""
        super()._cap_keepalive(deadline)
        for connection in self.pending_conns:
            connection.timeout = min(connection.timeout, deadline)
