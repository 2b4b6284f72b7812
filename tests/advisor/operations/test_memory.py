"""What worker processes take from the system, on a running site."""

import platform

import pytest

from tests.running_site import until

_HEAP = 64 * 2**20  # glibc puts each further heap at a multiple of this


def further_heaps(pid):
    """Return where the heaps begin that glibc has made for threads beside the first one."""
    with open(f"/proc/{pid}/maps") as maps:
        mappings = [line.split() for line in maps]
    begins = [
        int(addresses.split("-")[0], 16)
        for addresses, access, *_, inode in mappings
        if access == "rw-p" and inode == "0"
    ]
    return [hex(begin) for begin in begins if begin % _HEAP == 0]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has several heaps")
def test_all_threads_of_a_worker_share_one_heap(site):
    with site.serving(), site.load() as load:
        until(lambda: load.answered > 100)
        assert [further_heaps(pid) for pid in site.processes()] == [[], []]
