"""The words of an options appraisal, coming out: how firm a result is.

Every share here is a part of the whole, 0 to 1; leads, margins and regrets are points, 0 to 100. Sets of weights are
by criterion, those at 0 left out. An open total is one that unknown scores leave open.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

Weights = Mapping[str, Decimal]


class Shift(NamedTuple):
    """Weight that moves: how much in all, from which criteria and to which."""

    moved: Decimal
    from_: Weights
    to: Weights


class SetAside(NamedTuple):
    """An excluded option, if the gates it fails were set aside for everybody: its rank and its outcome then.

    failed:          those gates.
    rank_without:    None where unknown scores leave it open.
    ahead_of_leader: whether its total is above that of every eligible option; None where unknown scores leave it open.
    margin:          its total minus the best eligible one; None where one of them is open, or nobody is eligible.
    draws_level:     whether its total is the best eligible one.
    """

    failed: tuple[str, ...]
    rank_without: int | None
    outcome_without: Literal["shortlisted", "not-shortlisted", "undetermined"]
    ahead_of_leader: bool | None
    margin: Decimal | None
    draws_level: bool


class Instead(NamedTuple):
    """Who leads and who goes forward if something were different. `leaders`: several are level; there are none where
    unknown scores leave open who leads."""

    leaders: tuple[str, ...]
    shortlist: tuple[str, ...]
    undetermined: tuple[str, ...]


class Matter(NamedTuple):
    """The open verdict of an option at a gate, or its unknown score on a criterion, that can still change the
    shortlist. `leader`: whether it can also change who leads."""

    option: str
    gate: str | None
    criterion: str | None
    leader: bool


class GateAnalysis(NamedTuple):
    """What the gates decided, and what verdicts that are conditional or unknown can still decide.

    decisive:               the smallest sets of gates without which the best eligible total would be higher.
    decisive_for_shortlist: the smallest sets of gates without which the shortlist, or what is undetermined of it, would
                            differ.
    without:                for each gate the result without it.
    redundant:              gates without which nobody else would be eligible.
    possible:               options that lead if what is open turns out so; certain: the one that leads however.
    matters:                what can still change the shortlist; first what can also change who leads. Open verdicts
                            and unknown scores turn out each by itself, also where a rule takes the one from the other.
    """

    excluded: Mapping[str, SetAside]
    decisive: tuple[tuple[str, ...], ...]
    decisive_for_shortlist: tuple[tuple[str, ...], ...]
    without: Mapping[str, Instead]
    redundant: tuple[str, ...]
    possible: tuple[str, ...]
    certain: str | None
    matters: tuple[Matter, ...]


class Ranges(NamedTuple):
    """What could be within the ranges recorded with scores, all of them moving at once: who could come to lead, who
    could come onto the shortlist, and who could leave it."""

    could_lead: tuple[str, ...]
    could_join: tuple[str, ...]
    could_leave: tuple[str, ...]


class Sensitivity(NamedTuple):
    """How far weights and scores would have to move. Among eligible options; rivals are those that `among` holds
    without an unknown score, where the leader has none either.

    left_out:            how many eligible options were too many to look at: all but those that `among` holds.
    leader:              the first in file order of the options that surely nobody is ahead of; None if there is none.
    level_with:          the others level with it.
    shortlist_firm:      whether the shortlist is the same while any one criterion's share goes from half to double
                         what it is, at most 1. leader_firm: the same of who leads and who could be level; false
                         without a leader.
    stability:           for each group and criterion the shares throughout which the leader is at least level;
                         empty without a leader.
    shortlist_stability: the ends of the shares around today's throughout whose inside the shortlist is the same.
    switching:           for each group and criterion and rival the share, inside 0 to 1, where the two are level.
    overturn:            for each rival the smallest shift of weight that brings it level; None if none does.
    scores:              for each rival and criterion the leader's score at which the two are level; None if none is.
    without:             for each criterion the result without it.
    equal:               the result with the same weight on every criterion.
    """

    left_out: int
    leader: str | None
    level_with: tuple[str, ...]
    shortlist_firm: bool
    leader_firm: bool
    stability: Mapping[str, tuple[Decimal, Decimal]]
    shortlist_stability: Mapping[str, tuple[Decimal, Decimal]]
    switching: Mapping[str, Mapping[str, Decimal | None]]
    overturn: Mapping[str, Shift | None]
    scores: Mapping[str, Mapping[str, Decimal | None]]
    without: Mapping[str, Instead | None]
    equal: Instead


class Reconciled(NamedTuple):
    """The smallest shift of one point of view's weights that brings the other's leader level with its own best.

    view, other: None for the agreed weights and scores.
    option:      the other's leader, of several the nearest. shift: None if no weights do it.
    """

    view: str | None
    other: str | None
    option: str
    shift: Shift | None


class PerspectiveAnalysis(NamedTuple):
    """What holds from the agreed and every calculated point of view, of the options that `among` holds; pairs are left
    out where there are too many options or criteria to work out `Robustness`.

    unanimous:      pairs of options, the first with the higher total from all of them.
    same_shortlist: whether all of them give the agreed shortlist.
    regret:         the most that an eligible option with settled totals is behind the best eligible one from any of
                    them; empty where from one of them the best total is not settled.
    reconcile:      for the agreed and each other with another leader, both ways; not where a gate excludes the other's
                    leader, or it or the own leader has an unknown score.
    """

    unanimous: tuple[tuple[str, str], ...]
    same_shortlist: bool
    regret: Mapping[str, Decimal]
    reconcile: tuple[Reconciled, ...]


class Contender(NamedTuple):
    """How far ahead of all others an option can get: its largest lead, and weights that give it. Below 0 it is
    never first, and these weights bring it closest; at 0 it can draw level at best."""

    lead: Decimal
    at: Weights


class Preferred(NamedTuple):
    """An option that is at least level with another whatever the weights, and its smallest lead with weights that
    give it: over all weights (it then has at least the other's value on every criterion); over those in the agreed
    order; or over those within so many points of the agreed."""

    ahead: str
    behind: str
    over: Literal["all-weights", "agreed-order", "within-points"]
    lead: Decimal
    at: Weights


class Sampled(NamedTuple):
    """How many sets of weights were drawn, from which seed, and the half-width of the 95% interval of a share."""

    draws: int
    seed: int
    half_width: Decimal


class Robustness(NamedTuple):
    """What holds whatever the weights, of the options that `among` holds. Shares of weights are of all sets of weights,
    each as likely as any other.

    identical:  pairs of options with the same values.
    pairwise:   for each two options the share of weights that put the first ahead of the second.
    exact:      whether `first` and `central` are worked out; else they are sampled.
    first:      for each eligible option the share of weights that put it first; those level share first place.
    central:    for each eligible option that can be first the mean of the weights that put it first.
    potential:  for each eligible option how far ahead it can get.
    necessary:  who is at least level with whom whatever the weights, over the widest set of weights for which it holds.
    ranks:      for each eligible option the share of weights for each rank, unknown and ranged scores drawn evenly
                over their ranges (an unknown one without a range over its scale).
    confidence: for each option in `central` the share of scores so drawn that put it first at its central weights.
    """

    identical: tuple[tuple[str, str], ...]
    pairwise: Mapping[str, Mapping[str, Decimal]]
    exact: bool
    first: Mapping[str, Decimal]
    central: Mapping[str, Weights]
    potential: Mapping[str, Contender]
    necessary: tuple[Preferred, ...]
    ranks: Mapping[str, tuple[Decimal, ...]]
    confidence: Mapping[str, Decimal]
    sampled: Sampled


class Analyses(NamedTuple):
    """How firm a result is.

    among:       the options that are compared one by one, and over all weights: the comparator, those shortlisted or
                 undetermined, then the eligible by rank and the excluded by total, up to 12.
    left_out:    how many more there are. undecided: those among them with an unknown score that leaves its value open,
                 left out wherever totals are compared one by one; `ranks` alone draws their scores.
    sensitivity: None where too many options go forward to work it out.
    robustness:  None where it was not asked for, or there are too many options or criteria to work it out.
    why_not:     which of these is too many.
    """

    among: tuple[str, ...]
    left_out: int
    undecided: tuple[str, ...]
    gates: GateAnalysis
    ranges: Ranges
    sensitivity: Sensitivity | None
    perspectives: PerspectiveAnalysis | None
    robustness: Robustness | None
    why_not: Literal["too-many-options", "too-many-criteria"] | None
