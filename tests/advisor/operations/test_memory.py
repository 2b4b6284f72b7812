"""The memory of worker processes of a running site."""

import platform
import re
from itertools import pairwise

import pytest

from tests.running_site import until

_HEAP = 64 * 2**20  # the size and alignment of what glibc reserves for each further heap


def further_heaps(pid):
    """Return the start addresses of glibc's heaps besides the first: a used mapping followed by a reserved one."""
    with open(f"/proc/{pid}/maps") as maps:
        mappings = [re.match(r"(\w+)-(\w+) (\S+)", line).groups() for line in maps]
    return [
        begin
        for (begin, _, taken), (_, end, reserve) in pairwise(mappings)
        if (taken, reserve) == ("rw-p", "---p")
        and int(begin, 16) % _HEAP == 0
        and int(end, 16) - int(begin, 16) >= _HEAP
    ]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has several heaps")
def test_with_the_images_environment_all_threads_of_a_worker_share_one_heap(running):
    with running.load() as load:
        until(lambda: load.answered > 100)
        assert [further_heaps(pid) for pid in running.processes()] == [[], []]
