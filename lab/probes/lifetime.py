"""Probes of processes: start, stop, threads, streams, what they listen on and whom they ask.

A function without a word of explanation is the probe of its name; `probes.toml` says what it asks and how.
"""

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from lab.probes.answers import ERROR_TEXT
from lab.probes.exchange import HOST, Answer, ask, listens
from lab.probes.listing import Outcome, cannot_be_run, seen
from lab.probes.program import DidNotStart, Process, Program

STOP_WAIT = 15.0
RELOAD_WAIT = 30.0
ADDRESS_WAIT = 30.0
AT_ONCE = 64
WATCH = Path(__file__).parent / "watch"
HTTP2_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\4\0\0\0\0\0"
SETTINGS_FRAME = 4


def plain_functions(program: Program) -> Outcome:
    with program.running() as process:
        first = spans(process.port, 4)
        if overlap(first) < 2:
            return seen(1, "one after the other")
        most = overlap(spans(process.port, AT_ONCE))
        return seen(most, f"of {AT_ONCE} at once", at_least=most == AT_ONCE)


def spans(port: int, count: int) -> list[tuple[float, float]]:
    """When so many blocking views, asked for at once, began and ended."""
    with ThreadPoolExecutor(count) as pool:
        answers = list(pool.map(lambda _: ask(port, path="/sync", patience=60), range(count)))
    found = []
    for answer in answers:
        started, _, ended = answer.text.strip('"').partition(" ")
        if answer.status != 200 or not ended:
            raise OSError(f"a plain view is answered with {answer.status}")
        found.append((float(started), float(ended)))
    return found


def overlap(found: list[tuple[float, float]]) -> int:
    """How many of these spans there were at one moment."""
    events = sorted([(start, 1) for start, _ in found] + [(end, -1) for _, end in found])
    most = now = 0
    for _, change in events:
        now += change
        most = max(most, now)
    return most


def stream_stops(program: Program) -> Outcome:
    log = program.folder / "stream.log"
    log.unlink(missing_ok=True)
    with program.running() as process:
        left = read_and_leave(process.port)
        time.sleep(7.5)
        events = [line.split(" ", 1) for line in log.read_text().splitlines()] if log.exists() else []
    if not any(float(moment) < left for moment, _ in events):
        return cannot_be_run("no line was sent while the client listened")
    late = [float(moment) - left for moment, what in events if what.startswith("line") and float(moment) > left]
    closed = [float(moment) - left for moment, what in events if what == "end"]
    if late and max(late) > 2:
        return seen(False, f"{len(late)} more lines in {max(late):.1f} seconds")
    if not closed:
        return seen(False, "no further line, but the generator was never closed")
    return seen(closed[0] < 2, f"closed after {max(closed[0], 0):.1f} seconds")


def read_and_leave(port: int) -> float:
    """Read the first lines of the stream, leave, and say when."""
    with socket.create_connection((HOST, port), timeout=10) as connection:
        connection.sendall(f"GET /stream HTTP/1.1\r\nHost: {HOST}:{port}\r\n\r\n".encode())
        received = b""
        while b"line 2" not in received:
            more = connection.recv(4096)
            if not more:
                break
            received += more
    return time.monotonic()


def seconds_to_end(process: Process) -> tuple[float, bool]:
    """Send SIGTERM to the first process: seconds until it has ended and nobody listens, and whether it has."""
    started = time.monotonic()
    os.kill(process.popen.pid, signal.SIGTERM)
    while time.monotonic() - started < STOP_WAIT:
        if process.popen.poll() is not None and not listens(process.port):
            return time.monotonic() - started, True
        time.sleep(0.02)
    return STOP_WAIT, False


def ended(seconds: float, whole: bool, process: Process) -> Outcome:
    """The outcome of waiting for the end of a process."""
    if whole:
        return seen(round(seconds, 1))
    rest = (
        "the first process had ended, but somebody still listened" if process.popen.poll() is not None else "it ran on"
    )
    return seen(STOP_WAIT, rest, at_least=True)


def stop_idle(program: Program) -> Outcome:
    outcomes = [stopped_while_idle(program)]
    while not outcomes[-1].at_least and len(outcomes) < 3:
        outcomes.append(stopped_while_idle(program))
    return sorted(outcomes, key=lambda outcome: float(outcome.value or 0))[len(outcomes) // 2]


def stopped_while_idle(program: Program) -> Outcome:
    """Stop a program that has answered one request: how it ended."""
    with program.running() as process:
        ask(process.port)
        return ended(*seconds_to_end(process), process)


def stop_busy(program: Program) -> Outcome:
    outcome, _ = stopped_while_busy(program)
    return outcome


def stop_answers(program: Program) -> Outcome:
    _, answers = stopped_while_busy(program)
    told = answers[0].text.strip('"') if answers else "no answer"
    return seen(told == "done", told[:60])


@cache
def stopped_while_busy(program: Program) -> tuple[Outcome, list[Answer]]:
    """Stop a program half a second after a request of two began: how it ended, and what was answered."""
    answers: list[Answer] = []

    def asking(port: int) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            answers.append(ask(port, path="/wait", patience=STOP_WAIT))

    with program.running() as process:
        ask(process.port)
        thread = threading.Thread(target=asking, args=(process.port,))
        thread.start()
        time.sleep(0.5)
        seconds, whole = seconds_to_end(process)
        outcome = ended(seconds, whole, process)
        process.stop()
        thread.join()
    return outcome, answers


def listening_address(program: Program) -> Outcome:
    return address_of(program, program.settings.default)


def production_address(program: Program) -> Outcome:
    return address_of(program, program.settings.deploy)


def address_of(program: Program, command: tuple[str, ...]) -> Outcome:
    """On what a command listens that names no address."""
    if not shutil.which("unshare") or not shutil.which("ip"):
        return cannot_be_run("this machine gives a program no network of its own")
    alone = ("unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh")
    process = program.start(alone + command)
    try:
        end = time.monotonic() + ADDRESS_WAIT
        while time.monotonic() < end and process.popen.poll() is None:
            before = listening_in(process.popen.pid)
            time.sleep(1)
            if before and before == listening_in(process.popen.pid):
                return seen(", ".join(before), " ".join(named(command)))
        return cannot_be_run(f"it listened on nothing: {process.last_line()}")
    finally:
        process.stop()


def listening_in(pid: int) -> list[str]:
    """The addresses on which somebody listens in the network of a process, once that is a network of its own."""
    found: set[str] = set()
    if Path(f"/proc/{pid}/ns/net").readlink() == Path("/proc/self/ns/net").readlink():
        return []
    for name in ("tcp", "tcp6"):
        table = Path(f"/proc/{pid}/net/{name}").read_text().splitlines()[1:]
        for line in table:
            local, state = line.split()[1], line.split()[3]
            if state == "0A":
                found.add(readable(local.partition(":")[0]))
    return sorted(found)


def readable(address: str) -> str:
    """An address as the kernel's table has it (words of four bytes, each turned round), as one writes it."""
    raw = b"".join(bytes.fromhex(address[start : start + 8])[::-1] for start in range(0, len(address), 8))
    return socket.inet_ntop(socket.AF_INET if len(raw) == 4 else socket.AF_INET6, raw)


def asks_other_hosts(program: Program) -> Outcome:
    names = hosts_asked(program)
    return seen(bool(names), ", ".join(names) or "none seen")


def hosts_asked(program: Program) -> list[str]:
    """The other hosts that a program asked for, in production and under its development command; watched only once."""
    hosts = program.folder / "hosts.txt"
    if not hosts.exists():
        hosts.touch()
        watched = {"PYTHONPATH": str(WATCH), "PROBE_HOSTS": str(hosts)}
        for command, more in ((program.settings.serve, {}), (program.settings.develop, {"PROBE_DEVELOP": "1"})):
            with contextlib.suppress(DidNotStart), program.running(command, **watched, **more) as process:
                for _ in range(10):
                    with contextlib.suppress(OSError, http.client.HTTPException):
                        ask(process.port)
                time.sleep(2)
    return sorted(set(hosts.read_text().split()))


def telemetry(program: Program) -> Outcome:
    command = program.settings.telemetry
    if not command:
        names = hosts_asked(program)
        return seen(bool(names), f"no setting of the kind; other hosts asked: {', '.join(names) or 'none seen'}")
    told = subprocess.run(
        [program.environment / "bin/python", "-c", command],
        cwd=program.folder,
        env=program.variables(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout.strip()
    return seen(told.endswith("True"), told)


def http2(program: Program) -> Outcome:
    with program.running() as process, socket.create_connection((HOST, process.port), timeout=10) as connection:
        connection.sendall(HTTP2_PREFACE)
        try:
            first = connection.recv(9)
        except (TimeoutError, ConnectionResetError):
            first = b""
        return seen(len(first) == 9 and first[3] == SETTINGS_FRAME and not first.startswith(b"HTTP"))


def startup_warnings(program: Program) -> Outcome:
    with program.running() as process:
        ask(process.port)
        lines = [line.strip() for line in process.log().splitlines() if re.search(r"\w*Warning\b", line)]
    shown = re.sub(r"\S*/site-packages/", "", lines[0])[:160] if lines else ""
    return seen(bool(lines), shown)


def hot_reload(program: Program) -> Outcome:
    source = program.folder / "program.py"
    before = source.read_text()
    try:
        with program.running(program.settings.develop, PROBE_DEVELOP="1") as process:
            ask_patiently(process.port)
            time.sleep(2)  # some look at the files for the first time only after the start
            source.write_text(before.replace('Hello"', 'Hello again"'))
            changed = time.monotonic()
            while time.monotonic() - changed < RELOAD_WAIT:
                with contextlib.suppress(OSError, http.client.HTTPException):
                    if "Hello again" in ask(process.port, patience=3).text:
                        return seen(True, " ".join(named(program.settings.develop)))
                time.sleep(0.3)
            return seen(False, " ".join(named(program.settings.develop)))
    finally:
        source.write_text(before)


def named(command: tuple[str, ...]) -> list[str]:
    """A command as a reader would type it."""
    return [part.replace("{bin}/", "").replace("{python}", "python").replace("{port}", "PORT") for part in command]


def ask_patiently(port: int, path: str = "/", headers: dict[str, str] | None = None) -> Answer:
    """Ask again for a while where the first answer does not come."""
    for _ in range(20):
        with contextlib.suppress(OSError, http.client.HTTPException):
            return ask(port, path=path, headers=headers)
        time.sleep(0.5)
    return ask(port, path=path, headers=headers)


@cache
def error_in_development(program: Program) -> Answer:
    """What the development command shows of an unhandled error."""
    with program.running(program.settings.develop, PROBE_DEVELOP="1") as process:
        return ask_patiently(process.port, "/error", {"Accept": "text/html"})


def traceback_page(program: Program) -> Outcome:
    answer = error_in_development(program)
    return seen(ERROR_TEXT in answer.text and "program" in answer.text, f"status {answer.status}, {answer.type}")


def debugger_console(program: Program) -> Outcome:
    answer = error_in_development(program)
    return seen("EVALEX = true" in answer.text)


def double_route(program: Program) -> Outcome:
    with program.running():
        pass  # so that a refusal is known to be about the second view
    try:
        with program.running(PROBE_DOUBLE="1") as process:
            told = ask(process.port, path="/double").text.strip('"')
            return seen(f"the {told} answers" if told in ("first", "second") else "neither answers")
    except DidNotStart as refusal:
        return seen("refused at start", str(refusal)[:160])


PROBES: dict[str, Callable[[Program], Outcome]] = {
    "plain-functions": plain_functions,
    "stream-stops": stream_stops,
    "stop-idle": stop_idle,
    "stop-busy": stop_busy,
    "stop-answers": stop_answers,
    "listening-address": listening_address,
    "production-address": production_address,
    "asks-other-hosts": asks_other_hosts,
    "telemetry": telemetry,
    "http2": http2,
    "startup-warnings": startup_warnings,
    "hot-reload": hot_reload,
    "traceback-page": traceback_page,
    "debugger-console": debugger_console,
    "double-route": double_route,
}
