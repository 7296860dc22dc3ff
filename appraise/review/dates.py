"""Dates as people gave them: a year, a month or a day."""


def later(one: str | None, other: str | None) -> bool:
    """Whether a date is surely after another, as far as both are given: 2026-03 is not after 2026-03-04."""
    shared = min(len(one or ""), len(other or ""))
    return (one or "")[:shared] > (other or "")[:shared]
