"""Takes from a process what a query has no use for: sockets, and memory without end.

The text of a query is looked through before (`sayso.store.federation`); this holds even if that
misses something. On Linux the kernel refuses to make sockets from then on, with no way back; on
other systems there is no such thing for a process without rights, and the look has to do.

Nor does a process outlive the service: on Linux the kernel ends it with the service, elsewhere it
ends when it has had its time of the processor.
"""

from __future__ import annotations

import ctypes
import errno
import math
import os
import platform
import signal
import struct
import sys
import time

_PR_SET_DEATH_SIGNAL, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _MODE_FILTER = 1, 22, 38, 2
# The service stops what takes too long by the clock; this is for when it cannot.
_CPU_GRACE = 10.0
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_AT_NUMBER, _AT_ARCHITECTURE = 0, 4
# By machine: the kernel's name of the architecture (audit.h), and its numbers for the calls socket
# and io_uring_setup, which could make one behind the filter's back.
_MACHINES = {"x86_64": (0xC000003E, (41, 425)), "aarch64": (0xC00000B7, (198, 425))}


def die_with(parent: int) -> None:
    """Have this process killed when the thread of the process `parent` that made it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DEATH_SIGNAL, int(signal.SIGKILL), 0, 0, 0)
        if os.getppid() != parent:  # It died before.
            os._exit(1)


def limit_cpu(seconds: float) -> None:
    """Have this process ended once it has used a processor for that long, and a little, from now.

    Most systems do that. A later call sets the end anew.
    """
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    limit = math.ceil(time.process_time() + 2 * seconds + _CPU_GRACE)
    resource.setrlimit(
        resource.RLIMIT_CPU, (limit if most == resource.RLIM_INFINITY else min(limit, most), most)
    )


def confine(memory_bytes: int, *, network: bool = False) -> bool:
    """Limit this process to `memory_bytes` and, if True is returned, to no sockets at all.

    With `network` it keeps its sockets.
    """
    if sys.platform == "win32":
        return False
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    limit = memory_bytes if most == resource.RLIM_INFINITY else min(memory_bytes, most)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, most))
    return not network and sys.platform == "linux" and _forbid_sockets()


class _Program(ctypes.Structure):
    """What the kernel takes a filter as (struct sock_fprog)."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _forbid_sockets() -> bool:
    known = _MACHINES.get(platform.machine())
    if known is None:
        return False
    architecture, calls = known
    code = [
        (_LOAD, 0, 0, _AT_ARCHITECTURE),
        (_JUMP_IF_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _AT_NUMBER),
    ]
    for call in calls:
        code += [(_JUMP_IF_EQUAL, 0, 1, call), (_RETURN, 0, 0, _REFUSE)]
    code.append((_RETURN, 0, 0, _ALLOW))
    packed = b"".join(struct.pack("=HBBI", *instruction) for instruction in code)
    program = _Program(len(code), packed)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    if prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0) == 0)
