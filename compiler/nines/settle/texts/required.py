"""What every language says in a settlement. `{slot}` is what the settlement puts in; a pair is one and many."""

from __future__ import annotations

from nines.record import dataclass

__all__ = ["Forms", "Texts", "Words"]

Words = dict[str, str]
Forms = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language."""

    # How numbers, money, dates and times are written.

    language: str
    label_width: int
    decimal_mark: str
    thousands_mark: str
    percent: str
    points_of_percent: str
    money: str
    unending: str
    months: tuple[str, ...]
    date: str
    moment: str
    month_of: str
    quarter_of: str
    ordinals: tuple[str, ...]
    span: str
    units_of_time: Words
    per_second: Words
    days: Forms
    days_of_service: Forms
    points: Forms
    of_base: str
    comma: str
    last_and: str
    comparisons: Words

    # The head, and what comes of the period in short.

    title: str
    the_provider: str
    between: str
    both: str
    agreement: str
    version: str
    plan: str
    period: str
    period_is: str
    counted_as: str
    of_it: str
    partly: str
    partial: Words
    credit: str
    no_credit: str
    waits: str
    waits_is: str
    carried: str
    carried_is: str
    reward: str
    reward_set_off: str
    reward_is: str
    claim: str
    termination: str
    may_end: str

    # What each promise came to.

    states: Words
    alone: Words
    kept_alone: Words
    worst: str
    worst_is: str
    promised: str
    level: str
    measured: str
    neither: str
    reasons: Words
    rounded: str
    never: str
    but: str
    late_report: str
    none_agreed: str
    things: Words
    one_thing: Words
    of_length: str
    good_of: str
    nothing_counts_as: str
    share_of_time: str
    share_of_time_weighed: str
    mean_of_slices: str
    listed: Words
    spread: Words
    numbered: str
    planned: str
    computed: str
    where: str
    excluded: str
    left_out: str
    left_out_both: str
    shown_by: str
    counts: str
    counts_is: str
    refusals: Words
    pers: Words
    withheld: str
    triggered: str
    released: str
    waived: str
    spared: str
    before: str
    later: str
    fee: str
    fee_per: Words
    fee_of: str

    # How an amount is reckoned.

    equals: str
    share_of: str
    greater_of: str
    lesser_of: str
    times: str
    for_time: str
    formula: str
    counted_in: Words
    counted_events: Words
    quantities: Words

    # The accounts.

    points_head: str
    before_label: str
    charged: str
    earned: str
    balance: str
    starts_anew: str
    account_of_credits: str
    account_of_rewards: str
    due: str
    of_promise: str
    not_beside: str
    paid: str
    carried_over: str
    carried_over_is: str
    cap: str
    cap_bites: str
    cap_just: str
    cap_not: str
    of_thing: str
    condition: str
    not_met: str
    set_off: str
    set_off_is: str
    waited: str
    waited_is: str
    payout: str
    payout_waits: str
    payout_lapses: str
    earned_back: str
    earned_back_is: str

    # The claim, rights and duties.

    steps: Words
    steps_inside: Words
    no_claim: str
    by_way: str
    with_evidence: str
    until: str
    until_passing: str
    until_unknown: str
    within: str
    deadline_days: Words
    anchors: Words
    anchor_unknown: str
    done_in_time: str
    done_late: str
    not_done: str
    form: str
    forms: Words
    rights: str
    notice: str
    duty: str
    report: str
    report_late: str
    report_due: str
    report_counts: str
    clauses: str
    numbers: str
    one_line: str
    lines: str

    # What would be otherwise.

    what_if: str
    assumed: str
    assumed_outage: str
    none_instead: str
    none_still: str
    instead_of_none: str
    as_it_is: str
    more: str
    less: str
    could_end: str
    could_not_end: str
    not_there: str
    instead: str
    value_and_state: str
