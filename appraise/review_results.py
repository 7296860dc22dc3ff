"""Results of a review: what changed between two runs and why, whether a record holds, where practice falls short.

Leads and their parts are points, 0 to 100. `was` is the older side, `now` the newer one.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from appraise.appraisal import Accepted, Currency
from appraise.run import Outcome, Run, Shortlist

Keys = tuple[str, ...]
"""The keys of a thing in the record, such as ("options", "charity", "scores", "pace")."""

Beaten = Literal["surely", "as-given", "possibly"]

ChangeGroup = Literal[
    "weights",
    "scores",
    "values",
    "costs",
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
"""The kind of input that was changed. `values`: anchors. `costs`: amounts, and how they count. `library`: models or the
definitions of characteristics. `recommendation`: what is recommended or decided, and the status. `settings`: those of
the analyses. `words`: all else that nothing is worked out from."""


class Change(NamedTuple):
    """One changed input. What was added or removed as a whole is given by its name alone.

    at:       its keys in the record.
    was, now: as written; None where there was or is none.
    """

    group: ChangeGroup
    at: Keys
    was: Any
    now: Any


class StandingSummary(NamedTuple):
    """The standing of an option as `appraise diff --format json` writes it: as in its Result, without ranges."""

    outcome: Outcome
    rank: int | None
    best_worst: tuple[int, int] | None
    total: Decimal | None
    low_high: tuple[Decimal, Decimal] | None


class KnownCost(NamedTuple):
    """A cost as in its CostSum, without ranges."""

    total: Decimal | None
    low_high: tuple[Decimal, Decimal] | None
    not_known: tuple[str, ...] = ()


class CostSummary(NamedTuple):
    """What an option costs, as in its Cost, in the currency of its side."""

    net_present: KnownCost | None
    cash: KnownCost


class CostEffect(NamedTuple):
    """What the changes did to the cost of an option, and to who costs more and has fewer points.

    was, now: None on the side where it is not, or that has no costs.
    beaten:   the options that cost no more than it and have no lower a total, as in `CostAnalysis.beaten`, where that
              differs: older and newer.
    """

    was: CostSummary | None
    now: CostSummary | None
    beaten: Mapping[str, tuple[Beaten | None, Beaten | None]]


class Effect(NamedTuple):
    """What the changes did to an option; None on the side where it is not.

    verdicts: those that differ, older and newer.
    cost:     None where nothing of it differs.
    """

    was: StandingSummary | None
    now: StandingSummary | None
    verdicts: Mapping[str, tuple[str | None, str | None]]
    cost: CostEffect | None = None


class Share(NamedTuple):
    """One part of a change of lead, by factor and criterion. `scores-and-values`: both together, where scores of one
    side are off the scale of the other."""

    due_to: Literal["weights", "scores", "values", "scores-and-values"]
    criterion: str
    points: Decimal


class Lead(NamedTuple):
    """The lead of one option over another on both sides, and what its change is due to.

    shares: the Shapley values of weights, scores and values, by criterion (Shapley 1953), rounded so that they add up
            to `now` less `was`; those of 0 left out.
    """

    leader: str
    rival: str
    was: Decimal
    now: Decimal
    shares: tuple[Share, ...]


class DecisiveChanges(NamedTuple):
    """The smallest sets of changes that, made on the older side alone, already give the newer shortlist.

    units:   the changes combined into sets, each by its first keys: ("weights",), ("verdicts", gate, option),
             ("scores", criterion, option), ("panel", member, criterion, option), ("costs", line, option), ("options",
             option); where there are many, all of a kind as one.
    sets:    minimal sets, each by positions among the units.
    why_not: why there are no sets; None where there are, or the shortlist is the same. `too-large`: not even each unit
             by itself could be tried in a second or two; `too-many`: too many sets would have to be tried; `versions`:
             the results come from another version of appraise.
    """

    units: tuple[Keys, ...]
    sets: tuple[tuple[int, ...], ...]
    why_not: Literal["too-many", "too-large", "versions"] | None


class Side(NamedTuple):
    """One side of a comparison: title, date and version of appraise of its record, its shortlist, and the currency of
    its costs."""

    title: str
    date: str | None
    appraise: str
    shortlist: Shortlist
    currency: Currency | None = None


class Redefined(NamedTuple):
    """What is defined otherwise than when people gave what stands as it was, with its reason.

    at:     its keys in the record: a criterion, a gate, a characteristic, a line of costs or all costs.
    fields: what of it is another: `question`, `scale`, `unit`, `anchors`; `name`, `requires`; `levels`; `when`;
            `prices`, `period`.
    given:  the keys of what was given for it.
    since:  the day of a commit since which all of that stands; None where no commit tells.
    """

    at: Keys
    fields: Keys
    given: tuple[Keys, ...]
    since: str | None = None


class Unexplained(NamedTuple):
    """What is another than when its reason was written.

    at:       the keys in the record of the field that differs, such as a score; of all weights, those of the weighting,
               or of the sheet of a member in it.
    was, now: as written; weights by criterion or group; amounts in the newer currency. reason: the one it has; None
              where it has none.
    since:    the day of the commit that has it as it was; None where no commit tells.
    """

    at: Keys
    was: Any
    now: Any
    reason: str | None
    since: str | None = None


class LookAgain(NamedTuple):
    """What has to be looked at again after a change.

    choices:  the recommendation or the decision, where it is for other options than the shortlist has.
    findings: those that are new and that nobody accepted.
    """

    redefined: tuple[Redefined, ...]
    unexplained: tuple[Unexplained, ...]
    choices: tuple[Literal["recommendation", "decision"], ...]
    findings: "tuple[Finding, ...]"


class Difference(NamedTuple):
    """What changed between two runs, what it did, and why.

    change:  `outcome` where an option's outcome changed, or an option that goes or may go forward was added or
             removed; `numbers` where any other figure or any input of figures changed; `words` where only words,
             evidence or the recommendation did. A new order of options or criteria alone is no change, though sampled
             analyses may differ then.
    effects: by option, where there is any.
    causes:  the changed inputs, by group in the order of `ChangeGroup`; in each, what was added or removed as a whole
             first, then in the order of the record.
    leads:   of the leader over each rival that matters, where both totals are settled.
    turning: the changes that decided.
    look_again: what no longer fits since.
    """

    change: Literal["outcome", "numbers", "words", "none"]
    was: Side
    now: Side
    effects: Mapping[str, Effect]
    causes: tuple[Change, ...]
    leads: tuple[Lead, ...]
    turning: DecisiveChanges
    look_again: LookAgain


Severity = Literal["error", "warning", "note"]


class History(NamedTuple):
    """What git, or else the record beside an appraisal, knows of how it came to be.

    weights_after_scores:   the day on which, by git, the weights were last changed after an option had been scored;
                            None where they were not, or it is not known.
    redefined, unexplained: what no longer fits what was given before.
    """

    weights_after_scores: str | None
    redefined: tuple[Redefined, ...]
    unexplained: tuple[Unexplained, ...]


class CheckInput(NamedTuple):
    """What checks look through: a run, which may be a brief one, and the history of its files.

    history:  None where it was not asked for.
    findings: those of all other checks, for the check on what people accepted, which comes last.
    """

    run: Run
    history: History | None = None
    findings: "tuple[Finding, ...]" = ()


class Occurrence(NamedTuple):
    """A place where a check finds good practice not met.

    what:  what is so, in a sentence for readers.
    at:    where, by keys in the record; () for the appraisal as a whole.
    about: ids of what it is about, by which people accept it: ("vat-recovery", "joint-venture").
    """

    what: str
    at: Keys = ()
    about: Keys = ()


class Finding(NamedTuple):
    """An occurrence with its check's code, severity, and sentences on why it matters, what to do and who says so.

    where:    the ids of what it is about, separated by spaces; "" for the appraisal as a whole.
    accepted: by whom and why it was accepted; None if it was not.
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
"""A file that a record names, compared with what is there now; the library's with the one that is shipped."""


class Discrepancy(NamedTuple):
    """The first thing in which a record differs from what it is compared with.

    at:          its keys in the record; positions in a list count from 1.
    says, ought: what stands there and what should; None where nothing does.
    line:        its line in the record, from 1; None where the record is not laid out as appraise writes it.
    """

    at: Keys
    says: Any
    ought: Any
    line: int | None


class Verification(NamedTuple):
    """Whether a record is as it was written, and is reproduced from its inputs.

    appraise:     the version that made the record. by: the version that worked it out again.
    fits:         whether the fingerprint is that of the text.
    same:         whether everything that is worked out comes out the same again.
    fact:         the first discrepancy; None where there is none, or only in texts that nothing can be compared with.
    held_against: what `fact` is a discrepancy from: the record as once written, proven by its fingerprint; what its
                  unchanged files give; or what its inputs give.
    odd_line:     the first line that is not laid out as appraise writes it, from 1; None where there is none.
    line_ends:    whether all line ends are CRLF, or there is a byte order mark, as harmless programs leave them.
    files:        the states of the files it names.
    """

    appraise: str
    by: str
    fits: bool
    same: bool
    fact: Discrepancy | None
    held_against: Literal["written", "files", "inputs"]
    odd_line: int | None
    line_ends: bool
    files: Mapping[str, FileState]

    @property
    def holds(self) -> bool:
        """Whether nothing in the record was changed, as far as can be known. Its files may have changed since."""
        return self.fits and self.same and self.fact is None and self.odd_line is None

    @property
    def current(self) -> bool:
        """Whether all of the appraisal's own files are unchanged, or all are missing. The library may have changed."""
        states = {state for file, state in self.files.items() if file[:8] != "library:"}
        return states <= {"unchanged"} or states <= {"missing"}


class PageComparison(NamedTuple):
    """A page compared with the one made again from the record in it.

    by:          the version of appraise that made the page, by its record, if it is another, which may explain what
                 differs.
    line:        the first line that differs, from 1; None where none does. section: the heading above it.
    says, ought: what differs in it, without markup where that still shows it.
    line_ends:   as in Verification.
    """

    by: str | None = None
    line: int | None = None
    section: str = ""
    says: str = ""
    ought: str = ""
    line_ends: bool = False
