"""The report in Markdown. Pure."""

from collections.abc import Mapping, Sequence

from benches.serving.figures import Row

_INTRODUCTION = """\
# Performance

Written by `make bench`; every figure is of one run on one machine. Servers and load share its cores, so answers a
second say nothing by themselves: what counts is the **ratio to a bare Django view** (no middleware, no database, no
template), served in the same way and measured directly before and after each run. 1 would be as fast as that view.

Each figure is the median of {rounds} rounds, told with its range. A page *seen before* is asked for again and
again, for a second already before the run; one *never seen before* has another address each time, so that no finished
answer serves it. wrk asks without compression unless said otherwise. All answers are checked to be the page itself
and no redirect.
"""
_AGAIN = """\
## To repeat it

    make bench                       # needs wrk; nginx for the proxy (Debian: apt install wrk nginx-light)
    make bench ARGS="--tries 12"     # more patience on an uneasy machine; --rounds 9: more rounds
    make bench ARGS="--only advice"  # the cases with a word in their names, without writing this page
    make bench ARGS="--against main --rounds 9"  # this tree and a commit in turns; prints a table and writes nothing

Each site is served exactly as shipped (`advisor/operations/server.py`): workers, threads, kept connections, middleware
and a log line for each request; the bare view by as many workers and threads of the same kind, without log lines.
`wrk -t1 -c16` keeps its 16 connections; {seconds} s a run, 1 s for the bare view; each case is warmed up first. A run
during which the machine below took more than 1% of the processors' time for others ("steal" in /proc/stat), through
the proxy 0.25%, is done again, whatever it showed: up to {tries} times in all. The proxy runs as shipped, but with one
process, as wrk takes as much as another; *a fixed line* from it tells how much of a tail lies in the machine and in the
load. Memory is told after pages, with those of the lab and its archives, searches, exports, answers of the API and
social cards, old and new, for 16 and then 64 clients that keep their connections, twice (`--requests 20000`: fewer,
`--minutes 5`: sooner). The large catalogues are made by `manage.py make_large_catalogue`, and hold the shipped
frameworks and criteria. A new case is a line in `benches/serving/cases.py`.

`--against COMMIT` says what a change costs. Both trees are served side by side with the catalogue of the commit, and
each case is run in pairs, in changing order. A ratio of the present tree to the commit is the median of the pairs,
with the order statistics that hold it at 95%: six rounds or more are needed. Both are served by sync workers of one
thread, which differ least from run to run; with `--as-shipped` as each ships, with its own settings. Both are asked for
all mixed requests before, and those that not both answer with 200 are left out: an older site lacks pages of today.
"""


def report(
    sections: Mapping[str, Sequence[Row]],
    skipped: Sequence[str],
    machine: Mapping[str, str],
    rounds: int,
    tries: int,
    seconds: int,
) -> str:
    """Return the report: a table for each section, the skipped measurements, and how to repeat it."""
    parts = [_INTRODUCTION.format(rounds=rounds), _summary([row for rows in sections.values() for row in rows])]
    parts += [f"## {title}\n\n{_table(rows)}\n" for title, rows in sections.items() if rows]
    if skipped:
        parts.append("## Not measured\n\n" + "\n".join(f"- {sentence}" for sentence in skipped) + "\n")
    parts.append(_AGAIN.format(tries=tries, seconds=seconds))
    parts.append("## Where\n\n" + "\n".join(f"- {name}: {value}" for name, value in machine.items()) + "\n")
    return "\n".join(parts)


def _summary(rows: Sequence[Row]) -> str:
    missed = [row.what for row in rows if row.is_met is False]
    with_bar = sum(row.is_met is not None for row in rows)
    if not missed:
        return f"All {with_bar} bars are met.\n"
    return f"{with_bar - len(missed)} of {with_bar} bars are met. Not met: {'; '.join(missed)}.\n"


def _table(rows: Sequence[Row]) -> str:
    lines = ["| what | figure | bar | met | in detail |", "|---|---|---|---|---|"]
    met = {True: "yes", False: "**no**", None: ""}
    lines += [f"| {row.what} | {row.figure} | {row.bar} | {met[row.is_met]} | {row.details} |" for row in rows]
    return "\n".join(lines)
