"""The same deaths at the border of the kernel: strace kills a process as it enters any one of its calls.

    straced.py JOB     does the pickled job, from a mark in the log of its calls on

What Python's own C code and its libraries call is among them; `faulted` sees only what is called by name.
"""

from __future__ import annotations

import os
import pickle
import re
import shutil
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent
MARK = "/the-act-begins-here"
CALLS = (
    "openat,open,creat,write,pwrite64,writev,fsync,fdatasync,sync_file_range,ftruncate,truncate,fallocate,close,"
    "rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,symlinkat,mkdir,mkdirat,rmdir,"
    "chmod,fchmod,fchmodat,chown,fchown,fchownat,setxattr,fsetxattr,utimensat,flock,fcntl,sendfile,copy_file_range"
)
"""By which a file is changed, confirmed or locked; strace passes over those that a machine does not have."""
_MADE = re.compile(r"(?:\d+ +)?(\w+)\((.*)")


class Point(NamedTuple):
    """One call of a process."""

    name: str
    number: int
    """The how manieth call of that name it is."""
    said: str
    """What strace says of it."""

    @property
    def is_change(self) -> bool:
        """Whether the disk may be another one after it: to die before any other call is to die before the next such."""
        return self.name not in ("close", "fcntl", "openat", "open") or "O_CREAT" in self.said


@cache
def why_not() -> str:
    """Why nothing can be traced here; empty where it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(
        ["strace", "-qq", "-o", os.devnull, "-e", "inject=getpid:signal=SIGKILL:when=1000", "true"],
        capture_output=True,
        text=True,
        check=False,
    )
    return f"strace does not work here: {tried.stderr.strip()}" if tried.returncode else ""


class Straced:
    """A job, done under strace as often as there are points at which it may die."""

    def __init__(self, folder: Path, act: Callable[..., Any], *arguments: Any) -> None:
        """`folder` is for what the tracing needs, and not for the job."""
        self._log, self._job = folder / "strace.log", folder / "job"
        self._job.write_bytes(pickle.dumps((act, arguments)))

    def points(self) -> list[Point]:
        """Does the job to its end; the calls it made. Raises AssertionError when it fails."""
        made = self._run()
        assert made.returncode == 0, made.stderr
        found: list[Point] = []
        counts: Counter[str] = Counter()
        begun = False
        for name, said in self._lines():
            counts[name] += 1
            if begun:
                found.append(Point(name, counts[name], said))
            begun = begun or MARK in said
        return found

    def die_at(self, point: Point) -> None:
        """Does the job until it enters that call. Raises AssertionError when it does not die there."""
        made = self._run("-e", f"inject={point.name}:signal=SIGKILL:when={point.number}")
        assert made.returncode in (-9, 137), (point, made.stderr)
        *_, (name, _) = (line for line in self._lines() if line[0] in CALLS.split(","))
        assert name == point.name

    def _run(self, *options: str) -> subprocess.CompletedProcess[str]:
        traced = "trace=" + CALLS.replace(",", ",?")
        how = ("-f", "-qq", "-o", self._log, "-s", "256", "-e", traced, *options)
        return subprocess.run(
            ["strace", *how, sys.executable, HERE / "straced.py", self._job],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(sys.path),
                "PYTHONDONTWRITEBYTECODE": "1",
                "PYTHONHASHSEED": "0",
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def _lines(self) -> Iterator[tuple[str, str]]:
        for line in self._log.read_text(errors="replace").splitlines():
            if found := _MADE.match(line):
                yield found[1], found[2]


def main() -> None:
    """Does a job."""
    function, arguments = pickle.loads(Path(sys.argv[1]).read_bytes())
    try:
        os.close(os.open(MARK, os.O_RDONLY))
    except FileNotFoundError:
        function(*arguments)
    # What comes as Python ends is no part of it.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
