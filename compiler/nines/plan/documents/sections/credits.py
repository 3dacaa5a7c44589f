"""Credits: the base, what each miss gives, stacking and caps."""

from __future__ import annotations

from collections.abc import Sequence

from nines.contract.model import Promise
from nines.language.phrases import Comparison, Share
from nines.language.statements.money import Base
from nines.language.statements.promise import Credit, Level, RemedyNone, Reward
from nines.plan.documents.inline import clause, figure, join, paragraph, say
from nines.plan.documents.model import (
    Align,
    Block,
    Clause,
    Column,
    Line,
    Paragraph,
    Pointer,
    Row,
    Said,
    Table,
)
from nines.plan.documents.sections.commitments import level_title
from nines.plan.documents.sections.limits import cap_clauses, cap_line, points_clauses, stack_clause
from nines.plan.documents.words.amounts import amount, share_figure
from nines.plan.documents.words.comparisons import level_words
from nines.plan.documents.words.conditions import Of, condition, range_condition
from nines.plan.documents.words.ladder import Step, ladder
from nines.plan.documents.words.numbers import local, percentage_at
from nines.plan.documents.words.terms import Terms, level_credits, readable
from nines.plan.documents.worth import as_money, base_fee, reckoned
from nines.settle.ground import rounded
from nines.source import Span

__all__ = ["base_words", "credits_section", "when"]


def credits_section(terms: Terms) -> Clause | None:
    """Everything that says what the customer gets; None where nothing is ever due."""
    t, agreement = terms.t, terms.agreement
    promises = agreement.promises
    clauses = [
        *([_base(agreement.base, "base", t.BASE_IS, terms)] if agreement.base is not None else []),
        *(_own_base(promise, terms) for promise in promises),
        *_pools(terms),
        *_units(terms),
        *(_credits_of(promise, terms) for promise in promises),
        _no_remedy(promises, terms),
        *points_clauses(terms),
        *(stack_clause(stack, index, terms) for index, stack in enumerate(agreement.stacks, 1)),
        *cap_clauses("credits", terms),
    ]
    if not terms.has_credits and not any(promise.remedy_none for promise in promises):
        return None
    return clause("credits", title=say(t.CREDITS), clauses=clauses, origins=[terms.sla.origin])


# The base.


def _base(base: Base, anchor: str, template: str, terms: Terms, **slots: Line) -> Clause | None:
    line = base_words(base, template, terms, **slots)
    now = base_fee(base, terms)
    sentences = [line]
    if now is not None and terms.customer is not None:
        money = figure(local(as_money(now.amount, now.currency), terms.t), *(fee.span for fee in now.fees))
        sentences.append(say(terms.t.BASE_NOW, amount=money, see=Pointer("particulars", *terms.t.ANNEX_POINTER)))
    return clause(anchor, paragraph(*sentences), origins=[base.span])


def base_words(base: Base, template: str, terms: Terms, **slots: Line) -> Line:
    """`The base fee is the subscription fee for one month, as it is in the period that is missed.`."""
    t = terms.t
    fees = [say(t.FEE_NAMED, fee=Said(readable(name.value))) for name in base.fees]
    affected = say(t.BASE_AFFECTED, label=Said(readable(base.label.value))) if base.label is not None else ()
    less = [say(t.FEE_NAMED, fee=Said(readable(name.value))) for name in base.except_]
    words = base.when.value if base.when.value in t.BASE_WHEN else f"of the period {base.when.value}"
    return say(
        template,
        fees=join(fees, t.COMMA, t.LAST_AND),
        affected=affected,
        unit=say(t.BASE_UNITS[base.unit.value]),
        when=say(t.BASE_WHEN[words]),
        except_=say(t.BASE_EXCEPT, fees=join(less, t.COMMA, t.LAST_AND)) if less else (),
        **slots,
    )


def _own_base(promise: Promise, terms: Terms) -> Clause | None:
    base = promise.base
    if base is None or base == terms.agreement.base:
        return None
    return _base(base, f"base-{promise.name}", terms.t.BASE_OF_PROMISE, terms, promise=(Said(promise.title),))


def _pools(terms: Terms) -> list[Clause | None]:
    t = terms.t
    return [
        clause(
            f"pool-{pool.name.value}",
            paragraph(
                say(
                    t.POOL_IS,
                    pool=Said(readable(pool.name.value)),
                    share=percentage_at(pool.share, t),
                )
            ),
            origins=[pool.span],
        )
        for pool in terms.agreement.pools
    ]


def _units(terms: Terms) -> list[Clause | None]:
    t, agreement = terms.t, terms.agreement
    found = [
        clause(
            f"unit-{unit.name.value}",
            paragraph(say(t.UNIT_IS, unit=Said(readable(unit.name.value)), amount=amount(unit.amount, terms))),
            origins=[unit.span],
        )
        for unit in agreement.units
    ]
    day = agreement.day_of_fee
    if day is not None:
        line = say(t.DAY_OF_FEE, share=share_figure(day.share, terms))
        found.append(clause("day-of-fee", paragraph(line), origins=[day.span]))
    return found


# The credits of one promise.


def _credits_of(promise: Promise, terms: Terms) -> Clause | None:
    """A table of steps, or a sentence, for the head and for each level; then when nothing is due yet."""
    t, title = terms.t, (Said(promise.title),)
    blocks: list[Block] = []
    for level in promise.levels:
        own = level.body.all(Credit) or promise.credits
        if own:
            named = level_title(promise, level, terms)
            blocks += [paragraph(_level(level, terms)), *_steps(own, level.comparison, promise, named, terms)]
    if promise.credits:
        blocks = [*_steps(promise.credits, promise.comparison, promise, title, terms), *blocks]
    trigger = promise.trigger
    if trigger is not None and blocks:
        holds = condition(trigger.condition, terms, Of(title))
        blocks.append(paragraph(say(t.TRIGGER[trigger.pays.value], promise=title, condition=holds)))
    blocks += [paragraph(cap_line(cap, terms, title)) for cap in promise.caps if cap.what.value == "credits"]
    if not (promise.credits or level_credits(promise)):
        return None
    spans: list[Span] = [credit.span for credit in (*promise.credits, *level_credits(promise))]
    spans += [trigger.span] if trigger is not None else []
    return clause(
        f"credits-{promise.name}", *blocks, title=title, origins=[*spans, *(cap.span for cap in promise.caps)]
    )


def _level(level: Level, terms: Terms) -> Line:
    t = terms.t
    if level.label is None:
        return say(t.CREDIT_LEVEL_PLAIN, level=Said(readable(level.name.value)))
    label = Said(readable(level.label.value))
    return say(t.CREDIT_LEVEL, label=label, range=level_words(level, t))


def _steps(found: Sequence[Credit], promised: Comparison, promise: Promise, named: Line, terms: Terms) -> list[Block]:
    steps = ladder(found, promised)
    if len(found) == 1:
        return [_single(found[0], promise, terms)]
    if steps is not None:
        return [_ladder(steps, promise, named, terms)]
    return [_conditions(found, promise, named, terms), paragraph(say(terms.t.HIGHEST_ONLY))]


def _single(credit: Credit, promise: Promise, terms: Terms) -> Paragraph:
    t = terms.t
    line = say(t.CREDIT_IF, condition=when(credit, promise, terms), amount=amount(credit.amount, terms))
    money = _money(credit, promise, terms)
    return paragraph(line, say(t.CREDIT_NOW, money=money) if money else ())


def when(value: Credit | Reward, promise: Promise, terms: Terms) -> Line:
    """The condition of a credit or reward as a clause; without one it is a miss, or that the promise is kept."""
    of = Of((Said(promise.title),))
    if value.condition is not None:
        return condition(value.condition, terms, of)
    if value.range is not None:
        return range_condition(value.range, terms, of)
    return say(terms.t.MISSED if isinstance(value, Credit) else terms.t.KEPT)


def _ladder(steps: Sequence[Step], promise: Promise, named: Line, terms: Terms) -> Table:
    head = say(terms.t.HEAD_IF_MEASURED, promise=Said(promise.title))
    return _table([(step.words(terms.t), step.credit) for step in steps], head, promise, named, terms)


def _conditions(found: Sequence[Credit], promise: Promise, named: Line, terms: Terms) -> Table:
    rows = [(when(credit, promise, terms), credit) for credit in found]
    return _table(rows, say(terms.t.HEAD_IF), promise, named, terms)


def _table(rows: Sequence[tuple[Line, Credit]], head: Line, promise: Promise, named: Line, terms: Terms) -> Table:
    t = terms.t
    shares = all(isinstance(credit.amount, Share) and credit.amount.fee is None for _, credit in rows)
    money = [_money(credit, promise, terms) for _, credit in rows]
    columns = [Column(head), Column(say(t.HEAD_CREDIT_SHARE if shares else t.HEAD_CREDIT), _align(shares))]
    if all(money):
        columns.append(Column(say(t.HEAD_CREDIT_MONEY), Align.RIGHT))
    body = []
    for (line, credit), sum_ in zip(rows, money, strict=True):
        cells = [line, _credit_cell(credit, terms, shares=shares)]
        body.append(Row(tuple([*cells, sum_] if all(money) else cells), (credit.span,)))
    return Table(say(t.CREDIT_TABLE_CAPTION, promise=named), tuple(columns), tuple(body))


def _align(shares: bool) -> Align:  # noqa: FBT001 - a column of numbers, or of words
    return Align.RIGHT if shares else Align.LEFT


def _credit_cell(credit: Credit, terms: Terms, *, shares: bool) -> Line:
    if shares and isinstance(credit.amount, Share):
        return (share_figure(credit.amount.share, terms),)
    return amount(credit.amount, terms)


def _money(credit: Credit, promise: Promise, terms: Terms) -> Line:
    """A share of the base in money, for a customer whose fee is known."""
    if terms.customer is None or not isinstance(credit.amount, Share):
        return ()
    found = reckoned(credit.amount, promise, terms)
    if found is None or found.worth.kind != "money":
        return ()
    origins = [fee.origin for fee in terms.agreement.fees]
    money = rounded(found.worth.amount, terms.agreement.round_money)
    return (figure(local(as_money(money, found.worth.currency), terms.t), credit.amount.span, *origins),)


def _no_remedy(promises: Sequence[Promise], terms: Terms) -> Clause | None:
    """Misses that give nothing, on purpose."""
    t = terms.t
    found: list[tuple[Line, Span]] = []
    for promise in promises:
        if promise.remedy_none is not None:
            found.append(((Said(promise.title),), promise.remedy_none.span))
        for level in promise.levels:
            none = level.body.last(RemedyNone)
            if none is not None:
                found.append((level_title(promise, level, terms), none.span))
    if not found:
        return None
    line = say(t.NO_REMEDY, promises=join([title for title, _ in found], t.COMMA, t.LAST_OR))
    return clause("no-remedy", paragraph(line), origins=[span for _, span in found])
