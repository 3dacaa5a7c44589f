"""How one commitment is measured: by what, as what, in slices or not, and what counts."""

from __future__ import annotations

from nines.contract.model import Indicator, Promise
from nines.language.nodes import At
from nines.language.statements.money import Round
from nines.language.statements.promise import Valid
from nines.plan.documents.inline import clause, figure, join, paragraph, prose, say
from nines.plan.documents.model import Block, Clause, Line, Pointer, Reference, Said
from nines.plan.documents.sections.commitments import clock_figure, severity_title
from nines.plan.documents.words import measures
from nines.plan.documents.words.comparisons import range_words
from nines.plan.documents.words.numbers import count, number, quantity_at, written_time
from nines.plan.documents.words.schedules import hours
from nines.plan.documents.words.terms import Terms, readable
from nines.record import dataclass
from nines.source import Span
from nines.values.model import Duration

__all__ = ["applies_somewhere", "is_sliced", "measured", "rounded", "rounding"]


def measured(promise: Promise, terms: Terms) -> Clause | None:
    name = promise.name
    slices = _slices(promise, terms)
    what, value = _what(promise, terms), _value(promise, terms)
    rules = [rule for rule in _counts(promise, terms) if rule.sentence]
    counts = [rule.clause(f"measure-{name}.counts-{index}", terms) for index, rule in enumerate(rules, 1)]
    return clause(
        f"measure-{name}",
        title=(Said(promise.title),),
        clauses=[what, value, slices, *counts, _own_rounding(promise, terms)],
        origins=[promise.origin],
    )


def _own_rounding(promise: Promise, terms: Terms) -> Clause | None:
    value, general = promise.round_measured, terms.agreement.round_measured
    if value is None or value == general:
        return None
    rule = Rule(rounded(value, terms), value.span, "rounding" if general is not None else None)
    return rule.clause(f"measure-{promise.name}.rounding", terms)


@dataclass(frozen=True, slots=True)
class Rule:
    """What counts of one commitment, in a sentence. `general` is the clause for all that it takes the place of."""

    sentence: Line
    origin: Span
    general: str | None = None

    def clause(self, anchor: str, terms: Terms) -> Clause | None:
        instead = say(terms.t.INSTEAD, clause=Reference(self.general)) if self.general is not None else ()
        return clause(anchor, paragraph(self.sentence, instead), origins=[self.origin])


def _what(promise: Promise, terms: Terms) -> Clause | None:
    """By which indicator, and what that finds good."""
    t, indicator = terms.t, promise.indicator
    anchor = f"measure-{promise.name}.indicator"
    described = prose(promise.description)
    title = Said(promise.title)
    if indicator is None:
        row, clock = terms.severity(promise)
        time = clock_figure(promise, terms)
        if row is None or not time:
            return clause(anchor, *described, origins=[promise.origin])
        see = Pointer("support", *t.POINTER)
        line = say(t.BY_TICKETS, title=title, severity=severity_title(promise, terms), see=see)
        good = say(t.CLOCK_GOOD[clock], time=time) if measures.of_good(promise) else ()
        return clause(anchor, *described, paragraph(line, good), origins=[promise.origin, row.span])
    see = Pointer(f"indicator-{indicator.id}", *t.ANNEX_POINTER)
    names: dict[str, Said | Pointer] = {"title": title, "indicator": Said(indicator.title), "see": see}
    service = terms.contract.service(indicator.service)
    if indicator.journey or service is None:
        line = say(t.BY_JOURNEY, **names)
    else:
        line = say(t.BY_INDICATOR, service=Said(service.title), **names)
    said = paragraph(line, measures.good(indicator, t) if measures.of_good(promise) else ())
    return clause(anchor, *described, said, origins=[promise.origin, indicator.origin])


def _value(promise: Promise, terms: Terms) -> Clause | None:
    """The measured value in words, and its formula."""
    t, value = terms.t, promise.measure
    if value is None:
        return None
    sentences = [say(t.VALUE_IS, measure=measures.measure(promise, t))]
    score = promise.score
    if score is not None:
        one = figure("1", score.span)
        times = {
            "full": figure(written_time(score.full.value, t), score.full.span),
            "limit": figure(written_time(score.limit.value, t), score.limit.span),
        }
        sentences.append(say(t.SCORE, one=one, half=number(score.half, t), rest=number(score.rest, t), **times))
    equation = measures.formula(promise, t, numbers=terms.customer is not None or not terms.sla.plans)
    blocks: list[Block] = [paragraph(*sentences), *([equation] if equation is not None else [])]
    return clause(f"measure-{promise.name}.value", *blocks, origins=[value.span])


def _slices(promise: Promise, terms: Terms) -> Clause | None:
    """Length, when one is bad, which ones count: the promise's own words first, else the indicator's."""
    t, rule = terms.t, promise.indicator.slices if promise.indicator is not None else None
    sentences: list[Line] = []
    origins: list[Span | None] = []
    if promise.slice is not None:
        sentences.append(say(t.SLICES_OF, length=_time(promise.slice.length, terms)))
        origins.append(promise.slice.span)
    elif rule is not None:
        sentences.append(say(t.SLICES_OF, length=figure(written_time(rule.length, t))))
    if promise.bad_slice is not None:
        sentences.append(measures.bad_slice(promise.bad_slice, t))
        origins.append(promise.bad_slice.span)
    elif rule is not None and rule.good:
        sentences.append(say(t.GOOD_SLICE, conditions=measures.conditions(rule.good, t)))
    if rule is not None and rule.valid:
        sentences.append(say(t.VALID_SLICE, conditions=measures.conditions(rule.valid, t)))
    if promise.measure is not None and measures.measure_key(promise.measure) == "mean of slice ratios":
        sentences.append(say(t.AVERAGED))
        origins.append(promise.measure.span)
    if rule is not None and promise.indicator is not None:
        origins.append(promise.indicator.origin)
    return clause(f"measure-{promise.name}.slices", paragraph(*sentences), origins=origins)


def _time(value: At[Duration], terms: Terms) -> Line:
    return (figure(written_time(value.value, terms.t), value.span),)


def _counts(promise: Promise, terms: Terms) -> list[Rule]:
    """What counts and how, a sentence each."""
    return [
        *(Rule(_valid_line(valid, terms), valid.span) for valid in promise.valid),
        *_masks(promise.indicator, terms),
        *_empties(promise, terms),
        *_runs(promise, terms),
        *_ways(promise, terms),
        *_judged(promise, terms),
    ]


def _valid_line(valid: Valid, terms: Terms) -> Line:
    t = terms.t
    if valid.subject is not None and valid.range is not None:
        template = t.VALID_SLICE_SUBJECT if valid.unit is not None else t.VALID_SUBJECT
        return say(template, subject=Said(readable(valid.subject.value)), range=range_words(valid.range, t))
    if valid.text is not None:
        return say(t.VALID_SLICE_TEXT if valid.unit is not None else t.VALID, what=Said(valid.text.value.rstrip(".")))
    return ()


def _masks(indicator: Indicator | None, terms: Terms) -> list[Rule]:
    t = terms.t
    found: list[Rule] = []
    for mask in indicator.masks if indicator is not None else ():
        if mask.hours.hours is not None:
            template = t.DURING if mask.kind == "during" else t.EXCEPT
            found.append(Rule(say(template, hours=hours(mask.hours.hours, mask.hours.origin, t)), mask.origin))
    return found


def _empties(promise: Promise, terms: Terms) -> list[Rule]:
    """Without events, with few, without data: where it is not as for all."""
    t, found = terms.t, []
    indicator = promise.indicator
    said = promise.no_traffic or (indicator.empty if indicator is not None and indicator.empty_said else None)
    if said is not None and said != terms.agreement.no_traffic:
        line = say((t.NO_TRAFFIC_SLICES if is_sliced(promise) else t.NO_TRAFFIC_EVENTS)[said])
        general = "no-traffic" if applies_somewhere(terms) else None
        found.append(Rule(line, promise.origin, general))
    thin, rule = promise.thin_slice, indicator.slices if indicator is not None else None
    if thin is not None:
        fewest = count(t.EVENTS, thin.fewest.value.whole or 0, t, thin.fewest.span)
        found.append(Rule(say(t.THIN_SLICE[thin.value.value], events=fewest), thin.span))
    elif indicator is not None and rule is not None and rule.fewest is not None and rule.thin is not None:
        fewest = count(t.EVENTS, rule.fewest.whole or 0, t)
        found.append(Rule(say(t.THIN_SLICE[rule.thin], events=fewest), indicator.origin))
    if promise.monitor_outage is not None and promise.monitor_outage != terms.agreement.monitor_outage:
        general = "monitor-outage" if terms.agreement.monitor_outage is not None else None
        found.append(Rule(say(t.MONITOR_OUTAGE[promise.monitor_outage]), promise.origin, general))
    return found


def _runs(promise: Promise, terms: Terms) -> list[Rule]:
    t, runs = terms.t, promise.runs
    if runs is not None:
        return [Rule(say(t.RUNS[runs.how.value], length=_time(runs.length, terms)), runs.span)]
    indicator = promise.indicator
    if indicator is None or indicator.slices is None or indicator.slices.runs is None:
        return []
    how = "in full" if indicator.slices.runs_in_full else "beyond it"
    length = figure(written_time(indicator.slices.runs, t))
    return [Rule(say(t.RUNS[how], length=length), indicator.origin)]


def _ways(promise: Promise, terms: Terms) -> list[Rule]:
    t, found = terms.t, []
    if promise.weigh is not None:
        found.append(Rule(say(t.WEIGH, label=Said(readable(promise.weigh.label.value))), promise.weigh.span))
    own = promise.crossing
    if own is not None and (terms.agreement.crossing is None or own.how.value != terms.agreement.crossing.how.value):
        general = "crossing" if terms.agreement.crossing is not None else None
        found.append(Rule(say(t.CROSSING[own.how.value]), own.span, general))
    return found


def _judged(promise: Promise, terms: Terms) -> list[Rule]:
    """`judge each tenant`: on its own, and which one the customer is."""
    t, judge = terms.t, promise.judge
    if judge is None:
        return []
    words = [word.value for word in judge.what]
    events = [word for word in words if word in t.JUDGE_EVENTS]
    labels = [word for word in words if word not in t.JUDGE_EVENTS]
    found = [Rule(say(t.JUDGE_EVENTS[word]), judge.span) for word in events]
    if not labels:
        return found
    names = [(Said(readable(label)),) for label in labels]
    what = join(names, t.COMMA, t.LAST_AND)
    tenant = terms.customer.tenant if terms.customer is not None else None
    if len(labels) > 1:
        return [*found, Rule(say(t.JUDGE_LABELS, what=what), judge.span)]
    if tenant is not None and labels == ["tenant"]:
        return [*found, Rule(say(t.JUDGE_TENANT, what=what, tenant=Said(tenant)), judge.span)]
    return [*found, Rule(say(t.JUDGE_LABEL, what=what), judge.span)]


# What the clauses for all ask too.


def rounded(value: Round, terms: Terms) -> Line:
    if value.mode is None or value.step is None:
        return say(terms.t.NOT_ROUNDED)
    return say(terms.t.ROUNDED, rounding=rounding(value, terms))


def rounding(value: Round, terms: Terms) -> Line:
    """`to the nearest multiple of 0.001%, and where ...`; nothing for one without a mode."""
    if value.mode is None or value.step is None:
        return ()
    return say(terms.t.ROUNDINGS[value.mode.value], step=quantity_at(value.step, terms.t))


def applies_somewhere(terms: Terms) -> bool:
    """Whether any commitment goes by what is said for all of time without events."""
    general = terms.agreement.no_traffic
    return general is not None and any(promise.no_traffic == general for promise in terms.agreement.promises)


def is_sliced(promise: Promise) -> bool:
    return promise.slice is not None or (promise.indicator is not None and promise.indicator.slices is not None)
