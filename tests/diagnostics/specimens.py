"""Findings to show: one for each thing that real texts do to an excerpt."""

from __future__ import annotations

from nines.diagnostics.model import Code, Diagnostic, Edit, Fix, Label, Severity
from nines.source import Source, Span

BELOW = Code(
    "N0401", "objective-below-promise", Severity.ERROR, "an SLO allows more downtime than an SLA that rests on it"
)
UNKNOWN = Code("N0203", "unknown-statement", Severity.ERROR, "a statement that does not exist here")
UNUSED = Code("N0412", "unused-indicator", Severity.WARNING, "an indicator that no objective uses")
TIP = Code("N0901", "shorter-form", Severity.NOTE, "something can be said in fewer words")

CHECKOUT = Source(
    "shop/checkout.nines",
    "\n" * 35
    + """\
service checkout "Checkout" {
  sli availability { bad errors_total{job="checkout"} of requests_total{job="checkout"} }
  slo availability  99.5% over calendar month in Europe/Berlin
}
""",
)

SLA = Source(
    "shop/sla.nines",
    """\
sla standard "Platform Service Level Agreement" {
  version   "2.1" effective 2026-01-01
  covers    checkout
  period    calendar month in Europe/Berlin
  base      subscription per month of the period missed
  claim     { submit within 30 days of period end by mail }
  liability sole remedy

  promise availability of checkout.availability at least 99.9% {
    measure  share of good events
    judge    each tenant
    credit   10% when missed
    credit   25% below 99.0%
    exept    weekly
  }
}
""",
)


def at(source: Source, text: str, nth: int = 1) -> Span:
    """The nth place of a text in a source."""
    start = -1
    for _ in range(nth):
        start = source.text.index(text, start + 1)
    return source.span(start, start + len(text))


def finding(
    primary: Label, *others: Label, code: Code = BELOW, headline: str = "something is wrong here"
) -> Diagnostic:
    return Diagnostic(code, headline, primary, others)


def two_files() -> Diagnostic:
    return Diagnostic(
        BELOW,
        "the SLO allows more downtime than the SLA that rests on it",
        Label(at(CHECKOUT, "99.5%"), "allows 3h 36m in 30 days"),
        (Label(at(SLA, "99.9%"), "promises at most 43m 12s"),),
        helps=("raise the objective above 99.9%, or promise less",),
    )


def long_remarks() -> Diagnostic:
    return Diagnostic(
        UNUSED,
        "the indicator `availability` is measured, recorded and drawn, but no objective, journey or promise uses it",
        Label(at(CHECKOUT, "availability"), "costs 14 recording rules, 117,300 samples an hour and a row of the board"),
        notes=(
            """\
a rule that nobody reads still costs the server at each evaluation, which is every 30 seconds
  rules     14
  samples   117,300 an hour""",
        ),
        helps=(
            "say `recorded only` if the numbers are wanted for something else",
            "see https://nines.example/" + "x" * 40,
        ),
    )


def one_line_many_labels() -> Diagnostic:
    return finding(
        Label(at(SLA, "checkout.availability"), "the indicator that is promised"),
        Label(at(SLA, "promise"), "this promise"),
        Label(at(SLA, "availability", 2), "has the name of its indicator"),
        Label(at(SLA, "99.9%"), "and is stricter than the objective"),
        Label(at(SLA, "checkout", 2), "of this service"),
    )


def overlapping_labels() -> Diagnostic:
    text = "availability of checkout.availability at least"
    return finding(
        Label(at(SLA, "checkout.availability"), "the middle"),
        Label(at(SLA, text), "the whole"),
        Label(at(SLA, "checkout.availability"), "the middle, said again"),
        Label(at(SLA, "checkout.availability")),
    )


def near_and_far() -> Diagnostic:
    return finding(
        Label(at(SLA, "weekly"), "no exclusion of that name"),
        Label(at(SLA, "99.9%"), "near enough for the same excerpt"),
        Label(at(SLA, "judge"), "one line between"),
        Label(at(SLA, '"2.1"'), "seven lines before"),
        Label(at(SLA, "sla"), "a line more"),
    )


def far_apart_in_one_file() -> Diagnostic:
    source = Source("far.nines", "\n".join(f"team t{number}" for number in range(1, 121)))
    return finding(
        Label(at(source, "t100"), "ten lines before the next is too far"),
        Label(at(source, "t110"), "so this one has its own address"),
        Label(at(source, "t3"), "and so has this"),
        Label(at(source, "t112"), "which this shares with the first"),
    )


def blocks_that_overlap() -> Diagnostic:
    source = Source("overlap.nines", "one {\n  two {\n    three\n  four }\n  five\n  six }\n")
    return finding(
        Label(source.span(source.text.index("two"), source.text.index("six") + 3), "from two to six"),
        Label(source.span(0, source.text.index("four") + 4), "from one to four"),
    )


def too_many_marks_for_a_line() -> Diagnostic:
    source = Source("many.nines", " ".join(f"{number:03}" for number in range(200)))
    places = [Label(at(source, f"{number:03}")) for number in range(0, 200, 5)]
    return finding(Label(at(source, "101"), "the one that matters"), *places, Label(at(source, "199"), "the last"))


def block() -> Diagnostic:
    start = SLA.text.index("promise")
    return finding(
        Label(SLA.span(start, SLA.text.index("  }\n") + 3), "this promise measures nothing"),
        Label(at(SLA, "exept"), "not a statement"),
    )


def nested_blocks() -> Diagnostic:
    start = SLA.text.index("promise")
    return finding(
        Label(SLA.span(start, SLA.text.index("  }\n") + 3), "the inner"),
        Label(SLA.span(0, len(SLA.text)), "the outer, to the end of the file"),
        Label(
            SLA.span(SLA.text.index("each tenant"), SLA.text.index("25%") + 3), "from the middle of a line to another's"
        ),
    )


def fixes() -> Diagnostic:
    line = SLA.span(SLA.text.index("    exept"), SLA.text.index("  }\n"))
    return Diagnostic(
        UNKNOWN,
        "`exept` is not a statement of `promise`: did you mean `except`?",
        Label(at(SLA, "exept")),
        fixes=(
            Fix("write `except`", (Edit(at(SLA, "exept"), "except"),), certain=True),
            Fix("leave it out", (Edit(line, ""),)),
            Fix(
                "except it where it is measured",
                (
                    Edit(line, ""),
                    Edit(
                        CHECKOUT.span(at(CHECKOUT, "Europe/Berlin").end, at(CHECKOUT, "Europe/Berlin").end),
                        " {\n    except weekly\n  }",
                    ),
                ),
            ),
        ),
    )


def end_of_file() -> Diagnostic:
    source = Source("a.nines", "service a {\n  owner b\n")
    end = len(source.text)
    return finding(
        Label(source.span(end, end), "the file ends here, and a `}` is missing"),
        Label(source.span(10, 11), "opened here"),
        Label(source.span(21, 22), "the end of this line"),
    )


def empty_file() -> Diagnostic:
    return finding(Label(Source("empty.nines", "").span(0, 0)), headline="`empty.nines` holds no statement")


def wide_text() -> Diagnostic:
    source = Source(
        "weit.nines",
        'service laden "お店" {\n\tslo\t"成功率 👩🏽‍🚀 🇩🇪 é" 99%\tover 30d\n  note "❤️ e\u0301te\u0301" x\n}\n',
    )
    return finding(
        Label(at(source, "99%"), "after wide letters and tabs"),
        Label(at(source, "功"), "two columns"),
        Label(at(source, "👩🏽‍🚀"), "one picture"),
        Label(at(source, "お店"), "a shop"),
        Label(at(source, "x"), "after what combines"),
    )


def hostile_text() -> Diagnostic:
    source = Source(
        "evil\x1b[31m\u202e.nines",
        "slo \x1b[2J\x1b[1;1H\u202e evil\u2066 99%\x07 \u200b\ufeff\u00ad\U000e0041 over 30d\rERASED "
        f"z{chr(0x301) * 30}\x00!\n",
    )
    return Diagnostic(
        UNKNOWN,
        "`\x1b]0;title\x07` and `\u202egnp.exe` are not words\r\x1b[2K",
        Label(at(source, "99%"), "beside\x1b[31m \u202ereversed"),
        (Label(at(source, "!"), "below\x9b31m"),),
        ("a note with \x1b[0m",),
        ("a help with \u2067",),
        (Fix("a fix with \x08", (Edit(at(source, "evil"), "\x1b[41m\u202e"),), certain=True),),
    )


def long_line() -> Diagnostic:
    filler = " ".join(f"word{number}" for number in range(200))
    source = Source("long.nines", f'description "{filler} 97% {filler} 98% {filler}"\n')
    return finding(
        Label(at(source, "97%"), "here"),
        Label(at(source, "98%"), "and there, with more to say about it than fits beside it"),
        Label(at(source, f"97% {filler} 98%"), "all between"),
    )


def at_the_edge() -> Diagnostic:
    source = Source("edge.nines", "  promise of checkout.availability in the month at least " + "9" * 70 + " 99.9% {\n")
    return finding(
        Label(at(source, "{"), "this block promises an availability that was never measured by anybody, so it is empty")
    )


def windows_lines() -> Diagnostic:
    source = Source("dos.nines", "service a {\r\n  owner\r\n  tier 1\r\n}\r\n")
    return finding(
        Label(at(source, "owner\r\n"), "who?"),
        Label(source.span(0, len(source.text)), "in this service"),
    )


def note() -> Diagnostic:
    return finding(Label(at(CHECKOUT, "over calendar month"), "`monthly` says the same"), code=TIP)


ALL = (
    two_files,
    long_remarks,
    one_line_many_labels,
    overlapping_labels,
    near_and_far,
    far_apart_in_one_file,
    blocks_that_overlap,
    too_many_marks_for_a_line,
    block,
    nested_blocks,
    fixes,
    end_of_file,
    empty_file,
    wide_text,
    hostile_text,
    long_line,
    at_the_edge,
    windows_lines,
    note,
)
