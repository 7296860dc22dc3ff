"""Naming: how the sentences of findings name things, as people do."""

from collections.abc import Sequence


def named(names: Sequence[str], of: str) -> str:
    """Up to three names in quotes, more than that as a count of what they are: "A" and "B"; 5 options."""
    if len(names) > 3:
        return f"{len(names)} {of}"
    quoted = [f'"{name}"' for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
