"""The kernel's limits on a reading process: whatever a page makes it do, it can read code and answer.

Landlock (https://docs.kernel.org/userspace-api/landlock.html) limits the files it may open, and seccomp
(https://docs.kernel.org/userspace-api/seccomp_filter.html) the system calls it may make. Both bind root as
well, and no process can lift them.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

MAX_MEMORY = 512 * 1024 * 1024
SPARE_SECONDS = 5  # of processor time, beyond those that the bot waits
_ROOT = Path(__file__).parents[2]

_SET_DUMPABLE, _SET_SECCOMP, _SET_NO_NEW_PRIVS, _GET_SECCOMP = 4, 22, 38, 21
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
_RULESET_VERSION = 1
_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights on files each version of Landlock knows; later ones know no more than the last."""
_NETWORK = 0b11
"""Binding and connecting TCP sockets, from version 4 on."""
_SCOPES = 0b11
"""Abstract Unix sockets and signals of processes outside, from version 6 on."""

_ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
"""The kernel's number of each architecture, and the column of `_ALLOWED`."""
_NONE = -1
_ALLOWED = {
    "read": (0, 63),
    "write": (1, 64),
    "open": (2, _NONE),
    "close": (3, 57),
    "stat": (4, _NONE),
    "fstat": (5, 80),
    "lstat": (6, _NONE),
    "poll": (7, _NONE),
    "lseek": (8, 62),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "brk": (12, 214),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "pread64": (17, 67),
    "readv": (19, 65),
    "writev": (20, 66),
    "access": (21, _NONE),
    "sched_yield": (24, 124),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "dup": (32, 23),
    "nanosleep": (35, 101),
    "getpid": (39, 172),
    "exit": (60, 93),
    "uname": (63, 160),
    "getdents": (78, _NONE),
    "getcwd": (79, 17),
    "readlink": (89, _NONE),
    "gettimeofday": (96, 169),
    "getrlimit": (97, 163),
    "getrusage": (98, 165),
    "sysinfo": (99, 179),
    "times": (100, 153),
    "getuid": (102, 174),
    "getgid": (104, 176),
    "geteuid": (107, 175),
    "getegid": (108, 177),
    "sigaltstack": (131, 132),
    "setrlimit": (160, 164),
    "gettid": (186, 178),
    "futex": (202, 98),
    "sched_getaffinity": (204, 123),
    "getdents64": (217, 61),
    "restart_syscall": (219, 128),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "exit_group": (231, 94),
    "openat": (257, 56),
    "newfstatat": (262, 79),
    "readlinkat": (267, 78),
    "faccessat": (269, 48),
    "ppoll": (271, 73),
    "set_robust_list": (273, 99),
    "dup3": (292, 24),
    "prlimit64": (302, 261),
    "getrandom": (318, 278),
    "statx": (332, 291),
    "rseq": (334, 293),
    "faccessat2": (439, 439),
}
"""The system calls that reading needs, by their numbers on x86-64 and on 64-bit Arm. There is none here that
starts a process, opens a socket, reaches into another process, or changes a file's owner or mode."""
_OWN_PROCESS_ONLY = "prlimit64"
"""Allowed with 0 as its first argument: the limits of this very process."""


def supported() -> list[str]:
    """Return what the kernel offers here, for the log: "Landlock 7", "seccomp", or nothing."""
    if sys.platform != "linux":
        return []
    found = [f"Landlock {version}"] if (version := _landlock_version()) else []
    if platform.machine() in _ARCHITECTURES and _libc().prctl(_GET_SECCOMP, 0, 0, 0, 0) >= 0:
        found.append("seccomp")
    return found


def confine() -> None:
    """Limit the memory of this process, and lock it: of all files it may read code and its data."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    lock(_readable())


def limit_cpu_time(seconds: int) -> None:
    """Limit the processor time of the next job, in case the bot is no longer there to kill this process."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        resource.setrlimit(
            resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, resource.RLIM_INFINITY)
        )


def lock(readable: Iterable[Path]) -> None:
    """Confine this process for good: it may read files beneath `readable`, and make the calls in `_ALLOWED`.

    What the kernel does not offer is left out (see `supported`). Raises OSError where it offers a limit and
    refuses to set it.
    """
    offered = " ".join(supported())
    if not offered:
        return
    _prctl(_SET_NO_NEW_PRIVS, 1)
    if "Landlock" in offered:
        _restrict_files(readable)
    if "seccomp" in offered:
        _restrict_calls()


def _readable() -> set[Path]:
    """Return where code and its data are: not the database, its key or .env, which lie beside them."""
    paths = sysconfig.get_paths()
    return {
        *(Path(paths[name]) for name in ("stdlib", "platstdlib", "purelib", "platlib")),
        *(Path("/lib"), Path("/lib64"), Path("/usr/lib"), Path("/usr/lib64"), Path("/usr/share/zoneinfo")),
        *(_ROOT / "bot", _ROOT / "data", Path("/proc/self")),
    }


def hide_memory() -> None:
    """Keep other processes of the same user from reading this one's memory and environment (on Linux)."""
    if sys.platform == "linux":
        _prctl(_SET_DUMPABLE, 0)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _prctl(option: int, value: int, pointer: object = 0) -> None:
    if _libc().prctl(option, ctypes.c_ulong(value), pointer, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _syscall(number: int, *arguments: object) -> int:
    result = int(_libc().syscall(ctypes.c_long(number), *arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def _landlock_version() -> int:
    """Return the version of Landlock in the kernel; 0 where there is none, or it is switched off."""
    try:
        return _syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_RULESET_VERSION))
    except OSError:
        return 0


def _restrict_files(readable: Iterable[Path]) -> None:
    version = _landlock_version()
    files = (1 << _FILE_RIGHTS.get(version, max(_FILE_RIGHTS.values()))) - 1
    ruleset = struct.pack("=Q", files)
    if version >= 4:
        ruleset += struct.pack("=Q", _NETWORK)
    if version >= 6:
        ruleset += struct.pack("=Q", _SCOPES)
    rules = _syscall(_CREATE_RULESET, ruleset, ctypes.c_size_t(len(ruleset)), ctypes.c_uint32(0))
    try:
        for path in readable:
            try:
                descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
            except FileNotFoundError:
                continue
            rights = _READ_FILE | _READ_DIR if path.is_dir() else _READ_FILE
            rule = struct.pack("=Qi", rights, descriptor)
            try:
                _syscall(_ADD_RULE, rules, _PATH_BENEATH, rule, ctypes.c_uint32(0))
            finally:
                os.close(descriptor)
        _syscall(_RESTRICT_SELF, rules, ctypes.c_uint32(0))
    finally:
        os.close(rules)


def _restrict_calls() -> None:
    """Refuse all but the allowed calls, with ENOSYS: libc then tries an older call for the same thing."""
    architecture, column = _ARCHITECTURES[platform.machine()]
    numbers = {name: both[column] for name, both in _ALLOWED.items() if both[column] != _NONE}
    own = numbers.pop(_OWN_PROCESS_ONLY)
    load, equal, answer = 0x20, 0x15, 0x06  # BPF_LD|BPF_W|BPF_ABS, BPF_JMP|BPF_JEQ, BPF_RET
    kill, allow, refuse = 0x80000000, 0x7FFF0000, 0x00050000 | errno.ENOSYS
    # Each instruction: its code, how many to skip where it holds and where not, its value. What is loaded are
    # fields of struct seccomp_data: the call's number at 0, the architecture at 4, the first argument at 16.
    program = [(load, 0, 0, 4), (equal, 1, 0, architecture), (answer, 0, 0, kill), (load, 0, 0, 0)]
    for number in numbers.values():
        program += [(equal, 0, 1, number), (answer, 0, 0, allow)]
    program += [
        *((equal, 0, 5, own), (load, 0, 0, 16), (equal, 0, 3, 0), (load, 0, 0, 20), (equal, 0, 1, 0)),
        *((answer, 0, 0, allow), (answer, 0, 0, refuse)),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *one) for one in program))

    class Program(ctypes.Structure):
        """struct sock_fprog."""

        _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))

    _prctl(_SET_SECCOMP, 2, ctypes.byref(Program(len(program), ctypes.addressof(code))))
