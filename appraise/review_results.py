"""The words of a review: what changed between two runs and why, whether a record holds, where good practice is not met.

Leads and their parts are points, 0 to 100. "Was" is the older side, "now" the newer one.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from appraise.appraisal import Accepted
from appraise.run import Outcome, Run, Shortlist

Keys = tuple[str, ...]
"""The keys of a thing in the record, such as ("options", "charity", "scores", "pace")."""

CauseGroup = Literal[
    "weights",
    "scores",
    "values",
    "verdicts",
    "gates",
    "shortlist-rule",
    "options",
    "criteria",
    "library",
    "perspectives",
    "recommendation",
    "settings",
    "evidence",
    "words",
]
"""What kind of thing people changed. `values`: the anchors that make values of scores. `library`: what models or the
definitions of characteristics say. `recommendation`: what people recommend or decide, and whether it is agreed.
`settings`: those of the analyses. `words`: all else that nothing is worked out from."""


class Change(NamedTuple):
    """One thing that people wrote otherwise. What came or went as a whole is told by its name alone.

    at:       its keys in the record.
    was, now: as written; None where there was or is none.
    """

    group: CauseGroup
    at: Keys
    was: Any
    now: Any


class Stands(NamedTuple):
    """What an option came to, as in its Result."""

    outcome: Outcome
    rank: int | None
    best_worst: tuple[int, int] | None
    total: Decimal | None
    low_high: tuple[Decimal, Decimal] | None


class Effect(NamedTuple):
    """What became of an option: None where it was or is not there. verdicts: those that differ, was and now."""

    was: Stands | None
    now: Stands | None
    verdicts: Mapping[str, tuple[str | None, str | None]]


class Share(NamedTuple):
    """What one criterion's part of a change of lead is due to. `scores-and-values`: both together, where the scores of
    one side do not lie on the scale of the other."""

    due_to: Literal["weights", "scores", "values", "scores-and-values"]
    criterion: str
    points: Decimal


class Lead(NamedTuple):
    """How far one option is ahead of another on both sides, and what the change is due to.

    shares: each exactly the average over all orders in which weights, scores and values could have been changed
            (Shapley 1953), rounded so that together they are `now` less `was`; those of 0 left out.
    """

    leader: str
    rival: str
    was: Decimal
    now: Decimal
    shares: tuple[Share, ...]


class Turning(NamedTuple):
    """The smallest sets of changes that alone, made on the older side, already give the newer shortlist.

    units:   what was put together in sets, each by the keys it begins with: ("weights",), ("verdicts", gate, option),
             ("scores", criterion, option), ("options", option); or, where there are many, all of a group.
    sets:    sets none of whose parts does it; each by positions among the units.
    why_not: why no sets are told; None where they are, or the shortlist is the same. `too-large`: not even each of the
             changes by itself could be tried in a second or two; `too-many`: there are too many sets of them.
    """

    units: tuple[Keys, ...]
    sets: tuple[tuple[int, ...], ...]
    why_not: Literal["too-many", "too-large", "versions"] | None


class Side(NamedTuple):
    """One side of a comparison: the record it would make, by title, date, version of appraise and shortlist."""

    title: str
    date: str | None
    appraise: str
    shortlist: Shortlist


class Difference(NamedTuple):
    """What changed between two runs, what it did, and why.

    change:  `outcome` where someone's outcome changed, or someone who goes or may go forward came or left; `numbers`
             where anything else that is worked out did, or what it is worked out from; `words` where people changed
             only words, evidence, or what they recommend. Nobody is told that options or criteria were only put in
             another order, though analyses that are sampled may differ then.
    effects: options that came to something else.
    causes:  what people wrote otherwise, by group in the order of `CauseGroup`; in each, what came or went as a whole
             before all else, then in the order of the record.
    leads:   of the leader over each rival that mattered, where unknown scores leave neither open.
    """

    change: Literal["outcome", "numbers", "words", "none"]
    was: Side
    now: Side
    effects: Mapping[str, Effect]
    causes: tuple[Change, ...]
    leads: tuple[Lead, ...]
    turning: Turning


Severity = Literal["error", "warning", "note"]


class Seen(NamedTuple):
    """What checks look through: a run, which may be without what takes longest of its analyses, and what git knows.

    weights_after_scores: the day on which, as git tells it, the weights were last changed after someone had been
                          scored; None where they were not, or nobody knows.
    found:                what other checks found, for the check on what people accepted, which looks last.
    """

    run: Run
    weights_after_scores: str | None = None
    found: "tuple[Finding, ...]" = ()


class Found(NamedTuple):
    """A place where a check finds good practice not met.

    what:  what is so, in a sentence that names things as people do.
    at:    where, by keys in the record; () for the appraisal as a whole.
    about: ids of what it is about, by which people accept it: ("vat-recovery", "joint-venture").
    """

    what: str
    at: Keys = ()
    about: Keys = ()


class Finding(NamedTuple):
    """What a check found, with why it matters, what to do, and who says so.

    where:    the ids of what it is about, with blanks between them; "" for the appraisal as a whole.
    accepted: by whom and why people live with it; None where nobody said so.
    """

    code: str
    severity: Severity
    what: str
    why: str
    fix: str
    source: str
    at: Keys
    where: str
    accepted: Accepted | None


FileState = Literal["unchanged", "changed", "missing"]
"""A file that a record names, beside what lies there now; the library's are held against the one that is shipped."""


class Fact(NamedTuple):
    """The first thing in which a record is not what it is held against.

    at:          its keys in the record; the places of a list count from 1.
    says, ought: what stands there and what should; None where nothing does.
    line:        its line in the record, from 1; None where the record is not laid out as appraise writes it.
    """

    at: Keys
    says: Any
    ought: Any
    line: int | None


class Verified(NamedTuple):
    """Whether a record is as it was written, and comes about again.

    appraise:     the version that made the record. by: the one that worked it out again.
    fits:         whether the fingerprint fits the text.
    same:         whether everything that is worked out comes out the same again.
    fact:         what was changed, as far as can be told; None where nothing was, or only texts that nothing can be
                  held against.
    held_against: what `fact` is held against: the record as it was once written, which its fingerprint proves; what its
                  unchanged files give; or what comes out again.
    odd_line:     the first line that is not written as appraise writes it, from 1; None where there is none.
    line_ends:    whether all line ends are CRLF, or a byte order mark stands before the text, as programs write them
                  that mean no harm.
    files:        what became of the files it names.
    """

    appraise: str
    by: str
    fits: bool
    same: bool
    fact: Fact | None
    held_against: Literal["written", "files", "inputs"]
    odd_line: int | None
    line_ends: bool
    files: Mapping[str, FileState]

    @property
    def holds(self) -> bool:
        """Whether nothing in it was changed, as far as can be told. Files may have moved on since."""
        return self.fits and self.same and self.fact is None and self.odd_line is None

    @property
    def current(self) -> bool:
        """Whether all files of the appraisal's own are as they were, or none is there. The library may have changed."""
        states = {state for file, state in self.files.items() if file[:8] != "library:"}
        return states <= {"unchanged"} or states <= {"missing"}


class Compared(NamedTuple):
    """A page beside the one that is made again of the record in it.

    by:          the version of appraise that made the page, by its record's word, if it is another: what differs may
                 then be due to that.
    line:        the first line that differs, from 1; None where none does. section: the heading it stands under.
    says, ought: what differs in it, without markup where that shows it.
    line_ends:   as in Verified.
    """

    by: str | None = None
    line: int | None = None
    section: str = ""
    says: str = ""
    ought: str = ""
    line_ends: bool = False
