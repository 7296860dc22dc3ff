"""Years: the names of the years of a period, and how many years a year lies after its start."""

from appraise.appraisal import Period


def years(period: Period) -> tuple[str, ...]:
    """The years of a period by name, the first first: 2026-27, 2027-28; or 2026, 2027."""
    start, financial = int(period.from_[:4]), "-" in period.from_
    return tuple(
        f"{year}-{(year + 1) % 100:02}" if financial else str(year) for year in range(start, start + period.years)
    )


def position(period: Period, year: str) -> int:
    """The number of a year of the same form; 0 is the first, and those before it are below 0."""
    return int(year[:4]) - int(period.from_[:4])
