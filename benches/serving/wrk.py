"""Runs wrk and parses its output."""

import re
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

# Connections that are kept, on the same cores as the servers.
CONNECTIONS = 16
WRK = ["wrk", "-t1", "--timeout", "60s", "--latency"]

# Requests each URL once and counts requests and responses other than 200. With a host, it starts again at the end of
# the list, under another host name.
_SCRIPT = """
local host = "%(host)s"
local addresses = {}
for line in io.lines("%(addresses)s") do addresses[#addresses + 1] = line end
local threads = {}
sent, others = 0, 0
function finish()
  io.open("%(finished)s", "w"):close()
  wrk.thread:stop()
end
function setup(thread) threads[#threads + 1] = thread end
function request()
  sent = sent + 1
  local round = math.floor((sent - 1) / #addresses)
  local headers = {}
  if host ~= "" then headers["Host"] = "r" .. round .. "." .. host
  elseif round > 0 then finish() end
  return wrk.format("GET", addresses[(sent - 1) %% #addresses + 1], headers)
end
function response(status)
  if status ~= 200 then others = others + 1 end
end
function done()
  for _, thread in ipairs(threads) do
    print("Sent: " .. thread:get("sent") .. ", not answered with 200: " .. thread:get("others"))
  end
end
"""

# The file that says that each address was asked for.
_FINISHED = "finished"
# Seconds after a run within which the last responses come.
_LIMIT = 180
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


class Unfit(RuntimeError):
    """A run that did not measure what it should."""


class Run(NamedTuple):
    """Answers in a second, and how long half of them and 99 % of them took at most, in milliseconds.

    `answers` is their number. If known, `cpu` is the milliseconds of processor time that each took in the workers, and
    `least_share` the share of the worker that did the least.
    """

    rate: float
    p50: float
    p99: float
    answers: int = 0
    cpu: float = 0.0
    least_share: float = 0.0


def run(url: str, seconds: int, headers: Sequence[str] = ()) -> Run:
    """Ask for one address again and again. Raises Unfit."""
    flags = [part for header in headers for part in ("-H", header)]
    return parsed(_output_of(url, seconds, CONNECTIONS, flags))


def run_through(
    url: str, addresses: Sequence[str], seconds: int, place: Path, host: str = "", connections: int = CONNECTIONS
) -> Run:
    """Ask for each address once, as far as the time allows. Raises Unfit, also if they do not last.

    With a host they always last: asked below r0.<host>, then r1.<host> and so on.
    """
    output = _output_of(url, seconds, connections, ["-s", _script(addresses, place, host)])
    return parsed(output, at_most=None if host else len(addresses))


def run_all(url: str, addresses: Sequence[str], seconds: int, place: Path, connections: int) -> Run:
    """Ask for each address once, and stop after the last one or after `seconds`. Raises Unfit."""
    finished = place / _FINISHED
    finished.unlink(missing_ok=True)
    command = _command(url, seconds, connections, ["-s", _script(addresses, place, "")])
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as asking:
        # Its threads can stop, but it sleeps until the time is over if nobody interrupts it.
        while asking.poll() is None and not finished.exists():
            time.sleep(0.1)
        asking.send_signal(signal.SIGINT)
        output, _ = asking.communicate(timeout=_LIMIT)
    return parsed(output)


def _script(addresses: Sequence[str], place: Path, host: str) -> str:
    listed, script = place / "addresses.txt", place / "addresses.lua"
    listed.write_text("\n".join(addresses) + "\n", encoding="utf-8")
    words = {"addresses": listed, "host": host, "finished": place / _FINISHED}
    script.write_text(_SCRIPT % words, encoding="utf-8")
    return str(script)


def _output_of(url: str, seconds: int, connections: int, flags: Sequence[str]) -> str:
    command = _command(url, seconds, connections, flags)
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + _LIMIT).stdout


def _command(url: str, seconds: int, connections: int, flags: Sequence[str]) -> list[str]:
    return [*WRK, f"-c{connections}", f"-d{seconds}s", *flags, url]


def parsed(output: str, at_most: int | None = None) -> Run:
    """Parse the output of wrk.

    Raises Unfit if a response was not 200, or if there were more requests than `at_most`.
    """
    if trouble := re.search(r"Non-2xx or 3xx responses: \d+|Socket errors: .*", output):
        raise Unfit(trouble[0])
    if re.search(r"^\s+0 requests in", output, re.MULTILINE):
        raise Unfit("no answer came within the run")
    counts = re.search(r"Sent: (\d+), not answered with 200: (\d+)", output)
    if counts and int(counts[2]):
        raise Unfit(f"{counts[2]} of {counts[1]} answers were not 200")
    if counts and at_most is not None and int(counts[1]) > at_most:
        raise Unfit(f"{at_most} addresses did not last for {counts[1]} requests")
    return Run(
        rate=float(_found(r"Requests/sec:\s+([\d.]+)", output)),
        p50=_time("50%", output),
        p99=_time("99%", output),
        answers=int(_found(r"^\s+(\d+) requests in", output)),
    )


def _found(pattern: str, output: str) -> str:
    found = re.search(pattern, output, re.MULTILINE)
    if found is None:
        raise Unfit(f"wrk said something unknown:\n{output}")
    return found[1]


def _time(share: str, output: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", _found(rf"^\s+{share}\s+(\S+)\s*$", output)).groups()  # type: ignore[union-attr]
    return float(number) * _UNITS[unit]
