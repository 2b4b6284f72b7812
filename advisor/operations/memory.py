"""How a worker process comes by its memory."""

import ctypes

__all__ = ["share_one_heap"]

_M_ARENA_MAX = -8  # its number in glibc's malloc.h


def share_one_heap() -> None:
    """Have all threads to come take memory from one heap. Where the C library has no such choice, nothing changes.

    With a heap for each thread, what one gave back lies idle while another asks the system for more. Threads never wait
    for each other there, since Python lets but one run at a time.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)
