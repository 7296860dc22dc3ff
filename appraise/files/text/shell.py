"""Shell: what people put behind a command that a message tells them to type."""

import shlex
from pathlib import PurePath


def shell_word(path: PurePath | str) -> str:
    """A path as people can put it behind a command in a shell: in quotes if need be, and never as an option."""
    text = path if isinstance(path, str) else path.as_posix()
    return shlex.quote(f"./{text}" if text.startswith("-") else text)
