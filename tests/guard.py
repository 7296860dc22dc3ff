"""A guard over what tests write: nothing outside their temporary folders and this checkout is touched.

It sees what Python tells of: not what is made without a name of its own in the call, such as a pipe, and not the
programs that a test starts. `.ci/run` compares what these could have hurt before and after.
"""

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NAMES: dict[str, Sequence[tuple[int, int]]] = {
    "os.rename": ((0, 2), (1, 3)),
    "os.link": ((1, 3),),
    "os.symlink": ((1, 2),),
    "os.remove": ((0, 1),),
    "os.rmdir": ((0, 1),),
    "os.mkdir": ((0, 2),),
}
"""Events that change a name in a folder: which of their arguments are a path and the folder that it is meant from. What
stands at the end of the path is not followed."""
_FILES: dict[str, tuple[int, int]] = {"os.chmod": (0, 2), "os.chown": (0, 3), "os.utime": (0, 3), "os.truncate": (0, 9)}
"""Events that change a file itself, through whatever links lead to it."""


class OutsideError(RuntimeError):
    """A test is about to change what is not its own."""


class Guard:
    """Refuses changes outside some folders, and remembers them for as long as nobody asks."""

    def __init__(self, *folders: Path) -> None:
        self.folders = [folder.resolve() for folder in folders]
        self.found: list[str] = []
        self.awake = False
        sys.addaudithook(self._see)

    def allow(self, folder: Path) -> None:
        """Let tests change what lies in one more folder."""
        self.folders.append(folder.resolve())

    def taken(self) -> list[str]:
        """What was refused since this was asked last."""
        found, self.found = self.found, []
        return found

    def _see(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.awake:
            return
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, str | bytes | os.PathLike) and flags & _WRITES:
                self._hold(event, _whole(path), follow=True)
        elif event in _NAMES:
            for path, folder in _NAMES[event]:
                self._hold(event, _whole(arguments[path], arguments[folder]), follow=False)
        elif event in _FILES:
            path, folder = _FILES[event]
            if not isinstance(arguments[path], int):
                base = arguments[folder] if folder < len(arguments) else -1
                self._hold(event, _whole(arguments[path], base), follow=True)

    def _hold(self, event: str, path: Path, follow: bool) -> None:
        self.awake = False
        try:
            real = path.resolve() if follow else path.parent.resolve() / path.name
            mine = any(real.is_relative_to(folder) for folder in self.folders) or _compiled(event, real)
            if not mine and not (event == "open" and _device(real)):
                self.found.append(f"{event} {real}")
                raise OutsideError(self.found[-1])
        except (OSError, ValueError):  # a name that is none, which nothing can be done to
            return
        finally:
            self.awake = True


def _whole(path: Any, folder: Any = -1) -> Path:
    """A path from the root of the disk, where its last part may be a link."""
    beneath = Path(f"/proc/self/fd/{folder}").readlink() if isinstance(folder, int) and folder >= 0 else Path.cwd()
    return beneath / os.fsdecode(path)


def _compiled(event: str, path: Path) -> bool:
    """Whether Python keeps a module here that it has compiled."""
    return event in ("open", "os.rename", "os.mkdir") and "__pycache__" in (path.name, path.parent.name)


def _device(path: Path) -> bool:
    """Whether a path is a device that takes letters, such as the one that takes everything and keeps nothing."""
    try:
        return stat.S_ISCHR(path.stat().st_mode)
    except OSError:
        return False
