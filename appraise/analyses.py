"""Analyses of a result: classes for how firm it is, as a Run and its record hold them.

Shares and weights are parts of the whole, 0 to 1; leads, margins and regrets are points, 0 to 100. A total is open
where unknown scores leave it several values, else settled.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

Weights = Mapping[str, Decimal]
"""A set of weights by criterion, 1 in all; those at 0 left out."""


class Shift(NamedTuple):
    """A shift of weight: how much in all, from which criteria and to which."""

    moved: Decimal
    from_: Weights
    to: Weights


class ExcludedOption(NamedTuple):
    """An excluded option, and its rank and outcome if the gates it fails were set aside for every option.

    failed:          the gates it fails.
    rank_without:    None where unknown scores leave it open.
    ahead_of_leader: whether its total is above that of every eligible option; None where unknown scores leave it open.
    margin:          its total minus the best eligible one; None where either is open, or no option is eligible.
    draws_level:     whether its total equals the best eligible one.
    """

    failed: tuple[str, ...]
    rank_without: int | None
    outcome_without: Literal["shortlisted", "not-shortlisted", "undetermined"]
    ahead_of_leader: bool | None
    margin: Decimal | None
    draws_level: bool


class AlternativeResult(NamedTuple):
    """Who leads and who goes forward in other circumstances.

    leaders: several if they are level; none where unknown scores leave open who leads.
    """

    leaders: tuple[str, ...]
    shortlist: tuple[str, ...]
    undetermined: tuple[str, ...]


class Matter(NamedTuple):
    """An open verdict of an option at a gate, or its unknown score on a criterion, that can still change the shortlist.

    leader: whether it can also change who leads.
    """

    option: str
    gate: str | None
    criterion: str | None
    leader: bool


class GateAnalysis(NamedTuple):
    """What the gates decided, and what open verdicts (conditional or unknown) and unknown scores can still decide.

    decisive:               the smallest sets of gates without which the best eligible total would be higher.
    decisive_for_shortlist: the smallest sets of gates without which the shortlist, or what is undetermined of it, would
                            differ.
    without:                for each gate the result without it.
    redundant:              gates without which no other option would be eligible.
    possible:               the options that lead for some outcome of what is open. certain: the one that leads for any.
    matters:                what can still change the shortlist, first what can also change who leads. Open verdicts and
                            unknown scores vary independently, also where a rule takes the one from the other.
    """

    excluded: Mapping[str, ExcludedOption]
    decisive: tuple[tuple[str, ...], ...]
    decisive_for_shortlist: tuple[tuple[str, ...], ...]
    without: Mapping[str, AlternativeResult]
    redundant: tuple[str, ...]
    possible: tuple[str, ...]
    certain: str | None
    matters: tuple[Matter, ...]


class Ranges(NamedTuple):
    """The options that could come to lead, join the shortlist or leave it, with all scores varying at once within their
    recorded ranges."""

    could_lead: tuple[str, ...]
    could_join: tuple[str, ...]
    could_leave: tuple[str, ...]


class Sensitivity(NamedTuple):
    """How far weights and scores would have to move to change the result among the eligible options.

    Rivals are the options in `Analyses.among` without an unknown score; there are none where the leader has one. A
    share that cannot move, as there are no proportions to keep, has the interval from 0 to 1 and no switching share.

    left_out:            how many eligible options are not looked at, because all would be too many: those not in
                         `Analyses.among`.
    leader:              the first in file order of the options that certainly no other is ahead of; None if there is
                         none.
    level_with:          the others level with it.
    shortlist_firm:      whether the shortlist stays the same while any one criterion's share goes from half to double
                         what it is, at most 1.
    leader_firm:         whether who leads, and who could be level, does so too; false without a leader.
    stability:           for each group and criterion the interval of shares on which the leader is at least level;
                         empty without a leader.
    shortlist_stability: for each group and criterion the ends of the interval of shares around today's inside which the
                         shortlist stays the same.
    switching:           for each group and criterion and each rival the share, inside 0 to 1, at which leader and rival
                         are level.
    overturn:            for each rival the smallest shift of weight that brings it level; None if none does.
    scores:              for each rival and criterion the leader's score at which the two are level; None if there is
                         none.
    without:             for each criterion the result without it.
    equal:               the result with equal weights.
    rank_order:          the result with the rank-order centroid weights of criteria in the order of today's.
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
    without: Mapping[str, AlternativeResult | None]
    equal: AlternativeResult
    rank_order: AlternativeResult | None = None


class Reconciliation(NamedTuple):
    """The smallest shift of one view's weights that brings the other view's leader level with its own.

    view, other: perspectives; None for the agreed weights and scores.
    option:      the other's leader, of several the nearest.
    shift:       None if no weights do it.
    """

    view: str | None
    other: str | None
    option: str
    shift: Shift | None


class PerspectiveAnalysis(NamedTuple):
    """What holds from every view: the agreed weights and scores, and each calculated perspective.

    unanimous:      pairs of options in `Analyses.among`, the first with the higher total from every view.
    same_shortlist: whether every view gives the agreed shortlist.
    regret:         for each eligible option whose total is settled from every view, the most by which it is behind the
                    best eligible one; empty where the best total is open from some view.
    reconcile:      for the agreed view and each perspective with another leader, both ways; not where a gate excludes
                    the other's leader, or one of the leaders has an unknown score.

    `unanimous` and `reconcile` are empty where there are too many options or criteria to work out `Robustness`.
    """

    unanimous: tuple[tuple[str, str], ...]
    same_shortlist: bool
    regret: Mapping[str, Decimal]
    reconcile: tuple[Reconciliation, ...]


class Contender(NamedTuple):
    """The largest lead over all others that an option can have, and weights that give it. Below 0 it is never first,
    and these weights bring it closest; at 0 it can draw level at best."""

    lead: Decimal
    at: Weights


class Preference(NamedTuple):
    """An option that is at least level with another for all weights of a set, its smallest lead over that set, and
    weights that give it.

    over: all weights (the option then has at least the other's value on every criterion), those in the order of the
          agreed ones, or those within so many points of them.
    """

    ahead: str
    behind: str
    over: Literal["all-weights", "agreed-order", "within-points"]
    lead: Decimal
    at: Weights


class Sampling(NamedTuple):
    """The number of sets of weights drawn, the seed, and the half-width of the 95% interval of a share."""

    draws: int
    seed: int
    half_width: Decimal


class Robustness(NamedTuple):
    """What holds whatever the weights, of the options in `Analyses.among`. Shares of weights are of all sets of
    weights, each equally likely.

    identical:  pairs of options with the same values.
    pairwise:   for each two options the share of weights that put the first ahead of the second.
    exact:      whether `first` and `central` are exact; else they are sampled.
    first:      for each eligible option its share of first place; options that are level share it equally.
    central:    for each eligible option that can be first the mean of the weights that put it first.
    potential:  for each eligible option the largest lead it can have.
    necessary:  pairs of options with a preference, over the widest set of weights for which it holds.
    ranks:      for each eligible option the share of weights for each rank, with unknown and ranged scores drawn
                uniformly over their ranges (an unknown one without a range over its scale).
    confidence: for each option in `central` the share of scores so drawn that put it first at its central weights.
    """

    identical: tuple[tuple[str, str], ...]
    pairwise: Mapping[str, Mapping[str, Decimal]]
    exact: bool
    first: Mapping[str, Decimal]
    central: Mapping[str, Weights]
    potential: Mapping[str, Contender]
    necessary: tuple[Preference, ...]
    ranks: Mapping[str, tuple[Decimal, ...]]
    confidence: Mapping[str, Decimal]
    sampled: Sampling


class Absence(NamedTuple):
    """The result without one member of a panel: without this member's scores and weights. What the panel moderated, and
    weights that it agreed, stay.

    shortlist, leaders: whether either would differ.
    result:             who then leads and goes forward.
    before_moderation:  the same with nothing moderated; None where nothing was.
    weights_stay:       whether the weights are as they were, as this member gave none, or nobody else did.
    """

    shortlist: bool
    leaders: bool
    result: AlternativeResult
    before_moderation: AlternativeResult | None
    weights_stay: bool


class OwnResult(NamedTuple):
    """What comes out by the scores and weights of one member alone; where the member abstained, by the panel's.

    shares:    of the member's own weights; empty where the member gave none, and the panel's count.
    totals:    None where unknown scores leave it open.
    abstained: how many cells a member who scored left to others.
    """

    shares: Weights
    totals: Mapping[str, Decimal | None]
    abstained: int
    result: AlternativeResult


class PanelCell(NamedTuple):
    """A cell with a known score on which the members of a panel differ, or which some left to others, and which was not
    moderated.

    could_change: whether another score, from the lowest to the highest given, would change the shortlist, all else as
                  it is. None where there are too many cells to work it out.
    camps:        the members on either side of a gap of 40 points of value or more, two at least on each; else empty.
    points:       how many points of the option's total lie between the lowest and the highest.
    abstained:    the members who gave nothing.
    """

    criterion: str
    option: str
    could_change: bool | None
    camps: tuple[tuple[str, ...], ...]
    points: Decimal
    abstained: tuple[str, ...]


class PanelAnalysis(NamedTuple):
    """What one voice decides, and where voices differ.

    cells:             those to look at first: what could change the shortlist, then two camps, then by points.
    before_moderation: the result with nothing moderated; None where nothing was.
    without:           the result without each member; empty with one member.
    own:               what each member's own sheets come to.
    why_not:           why the last two are empty: there are too many members and scores.
    """

    cells: tuple[PanelCell, ...]
    before_moderation: AlternativeResult | None
    without: Mapping[str, Absence]
    own: Mapping[str, OwnResult]
    why_not: Literal["too-large"] | None = None


Beaten = Literal["surely", "as-given", "possibly"]
Ends = tuple[Decimal, Decimal]
"""From the lowest to the highest."""


class ExtraPoints(NamedTuple):
    """What an option costs more than a cheaper one, for how many points more, over unknown scores and unknown amounts
    that have a range.

    over:            the cheaper one.
    per_point:       cost for each of these points; None unless it certainly costs no less and certainly has more.
    per_point_range: the same over all recorded ranges too; None where these add nothing, or it is no longer certain.
    """

    over: str
    cost: Ends
    points: Ends
    per_point: Ends | None
    per_point_range: Ends | None


class Step(NamedTuple):
    """An option that no other costs less than for as many points or more, and what its points cost.

    cheapest: against the cheapest (Scottish Government, option appraisal guidance).
    next:     against the next cheaper one; None where that is the cheapest.
    """

    option: str
    cheapest: ExtraPoints
    next: ExtraPoints | None


class LevelCost(NamedTuple):
    """How much more an option could cost before it costs as much as the next dearer one, with ranged amounts as given.

    over:   of the options that cost more, whatever unknown amounts turn out to be, the cheapest at its lowest.
    factor: its own cost, at its highest, times this is the other's lowest.
    lines:  the same for each line alone, where the option pays something under it.
    """

    over: str
    factor: Decimal
    lines: Mapping[str, Decimal]


class CostAnalysis(NamedTuple):
    """Money beside points, among the eligible options whose cost is bounded.

    compared:  net present cost; cash where there is no discount rate.
    options:   these options, cheapest first.
    beaten:    for each option those that cost no more and have no lower a total, one of both strictly: `surely`
               whatever unknown and ranged amounts and scores turn out to be; `as-given` with all that is ranged as
               given, but not over the ranges; `possibly` only for some of what is unknown or ranged.
    steps:     the options beaten by nobody surely or as given, but for the cheapest of them, by cost; none where
               unknown amounts leave open which is the cheapest.
    per_point: cost for each point of a total that is above 0 whatever is unknown: it depends on where the scale of
               points begins.
    level:     for each option with a cost above 0 and a certainly dearer one.
    """

    compared: Literal["net-present", "cash"]
    options: tuple[str, ...]
    beaten: Mapping[str, Mapping[str, Beaten]]
    steps: tuple[Step, ...]
    per_point: Mapping[str, Ends]
    level: Mapping[str, LevelCost]


class Analyses(NamedTuple):
    """How firm a result is.

    among:       the options that are compared one by one, and over all weights: the comparator, those shortlisted or
                 undetermined, then the eligible by rank and the excluded by total, up to 12.
    left_out:    how many other options there are.
    undecided:   those in `among` with an unknown score that leaves a value open; they are left out where totals are
                 compared one by one, and only `Robustness.ranks` includes them.
    sensitivity: None where `among` has too many options.
    robustness:  None in a brief run, or where there are too many options in `among`, or too many criteria.
    why_not:     which of these are too many.
    panel:       None where nobody's own scores or weights are recorded.
    costs:       None where no costs are given, or more than 60 options are eligible.
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
    panel: PanelAnalysis | None = None
    costs: CostAnalysis | None = None
