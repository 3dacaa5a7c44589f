"""The English of what is promised and how it is measured."""

from __future__ import annotations

from typing import ClassVar

__all__ = ["Measuring"]

Words = dict[str, str]


class Measuring:
    """Commitments, measurement, maintenance, exclusions, support."""

    # Commitments.

    COMMITMENTS_INTRO = "The [provider|provider] commits to the following in each [period|period]:"
    COMMITMENTS_CAPTION = "Commitments"
    HEAD_COMMITMENT = "Commitment"
    HEAD_MEASURED = "What is measured"
    HEAD_PROMISED = "Promised"
    HEAD_PROMISED_IN = "Promised ({plan})"
    HEAD_TARGET = "Aimed for"
    NOT_IN_PLAN = "not included"
    NO_TARGET = "–"
    LEVEL_WHERE = "{title}, where “{label}” is {range}"
    LEVEL_PLAIN = "{title}, {level}"
    LEVELS_ORDER = (
        "Of several rows of one commitment the first holds that fits, from the special ones to the general one."
    )
    CLOCK_MEASURED: ClassVar[Words] = {
        "respond": "Tickets “{severity}” answered within {time}",
        "update": "Tickets “{severity}” updated every {time}",
        "workaround": "Tickets “{severity}” with a workaround within {time}",
        "fix": "Tickets “{severity}” fixed within {time}",
    }
    CLOCK_TIMES: ClassVar[Words] = {
        "respond": "Time until tickets “{severity}” are answered",
        "update": "Time between updates of tickets “{severity}”",
        "workaround": "Time until tickets “{severity}” have a workaround",
        "fix": "Time until tickets “{severity}” are fixed",
    }
    TARGETS = "What is aimed for is no commitment, and nothing follows from missing it."
    STRENGTHS: ClassVar[Words] = {
        "reasonable efforts": "For {promises} the provider owes reasonable efforts, not the result.",
        "best efforts": "For {promises} the provider owes its best efforts, not the result.",
        "guaranteed": "The provider guarantees {promises}.",
    }
    WEIGHTS = "Where commitments are taken together, {promise} counts with {share}."

    # How it is measured, for all.

    PERIOD_IS = "A [period|period] is {period}."
    COUNTED_AS = "Every period is counted as {length}, whatever its length."
    PERIODS_ALONE = "Each period is judged on its own."
    PARTIAL: ClassVar[Words] = {
        "missing time counts as good": (
            "Where this agreement holds for a part of a period only, the rest of that period counts as good."
        ),
        "only existing time counts": "Where this agreement holds for a part of a period only, only that part counts.",
        "not judged": (
            "A period of which this agreement holds for a part only is not judged: it is neither "
            "[missed|missed] nor kept."
        ),
    }
    MEASURED_BY = "{party} measures."
    MEASURED_DECIDES = "{party} measures, and its measurements decide."
    MEASURED_OTHER_DECIDES = "{party} measures; where measurements differ, those of {decider} decide."
    PARTY_PROVIDER = "the [provider|provider]"
    PARTY_CUSTOMER = "the [customer|customer]"
    MONITOR_OUTAGE: ClassVar[Words] = {
        "left out": "Time for which the monitoring has no data is left out.",
        "counts as good": "Time for which the monitoring has no data counts as good.",
        "counts as bad": "Time for which the monitoring has no data counts as bad.",
    }
    NO_TRAFFIC: ClassVar[Words] = {
        "left out": (
            "A [slice|slice] with nothing to measure is left out, and a period with nothing to measure is "
            "not judged: it is neither "
            "[missed|missed] nor kept."
        ),
        "counts as good": "A [slice|slice] or a period with nothing to measure counts as good.",
        "counts as bad": "A [slice|slice] or a period with nothing to measure counts as bad.",
    }
    NO_TRAFFIC_EVENTS: ClassVar[Words] = {
        "left out": "A period with nothing to measure is not judged: it is neither [missed|missed] nor kept.",
        "counts as good": "A period with nothing to measure counts as good.",
        "counts as bad": "A period with nothing to measure counts as bad.",
    }
    NO_TRAFFIC_SLICES: ClassVar[Words] = {
        "left out": "A [slice|slice] with nothing to measure is left out.",
        "counts as good": "A [slice|slice] with nothing to measure counts as good.",
        "counts as bad": "A [slice|slice] with nothing to measure counts as bad.",
    }
    CROSSING: ClassVar[Words] = {
        "split": "What lasts over the end of a period counts in each period with the part that lies in it.",
        "counts where it starts": "What lasts over the end of a period counts in the period in which it starts.",
        "counts where it ends": "What lasts over the end of a period counts in the period in which it ends.",
    }
    NOT_ROUNDED = "The [measured value|measured] is compared as it is, without rounding."
    ROUNDED = "Before it is compared, the [measured value|measured] is rounded {rounding}."
    ROUNDINGS: ClassVar[Words] = {
        "half-even": "to the nearest multiple of {step}, and where two are equally near, to the even one",
        "half-up": "to the nearest multiple of {step}, and where two are equally near, up",
        "up": "up to a multiple of {step}",
        "down": "down to a multiple of {step}",
    }

    INSTEAD = "Clause {clause} does not apply to it."

    # How one commitment is measured.

    BY_INDICATOR = "{title} is measured by the indicator “{indicator}” of {service}{see}."
    BY_JOURNEY = "{title} is measured by the indicator “{indicator}”{see}."
    BY_TICKETS = "{title} is measured on the [tickets|ticket] of the severity “{severity}”{see}."
    CLOCK_GOOD: ClassVar[Words] = {
        "respond": "A ticket is good if it is answered within {time}.",
        "update": "A ticket is good if it is updated at least every {time}.",
        "workaround": "A ticket is good if a workaround is given within {time}.",
        "fix": "A ticket is good if it is fixed within {time}.",
    }
    GOOD_LATENCY = "An event is good if it takes at most {bound}."
    GOOD_SIZE = "An event is good if its value is at most {bound}."
    GOOD_PROBE = "The service is probed; a sample is good if its value is {value}."
    GOOD_SAMPLE = "A sample is good if its value is {comparison}."
    GOOD_GAUGE = "The level that is measured is itself the share of what is good."
    GOOD_GAUGE_OF = "The level that is measured, divided by {full}, is the share of what is good."
    GOOD_FRESH = "Time is good while the data is younger than {age}."
    GOOD_RATIO = "The share of what is good is taken as the provider’s monitoring gives it."
    BAD_RATIO = "The share of what is bad is taken as the provider’s monitoring gives it; the rest is good."
    WEIGHTED_MEAN = "It is the weighted mean of {parts}."
    WEIGHTED_PART = "“{indicator}” (weight {weight})"
    ALL_OF = "A slice is good if all of these are good in it: {parts}."
    ANY_OF = "A slice is good if any of these is good in it: {parts}."
    PART_NAMED = "“{indicator}”"

    VALUE_IS = "The [measured value|measured] is {measure}."
    MEASURES: ClassVar[Words] = {
        "share of good events": "the number of good events divided by the number of all events that count",
        "share of good slices": "the number of good [slices|slice] divided by the number of all slices that count",
        "share of good time": "the length of the good time divided by the length of all time that counts",
        "mean of slice ratios": "the mean of the shares of good events in all [slices|slice] that count",
        "downtime": "the length of the [downtime|downtime]",
        "outages": "the number of [outages|outage]",
        "bad slices": "the number of [bad slices|slice]",
        "mean of value": "the mean of all values",
        "value": "the value that is recorded",
        "value of planned": "the value that is recorded divided by the one that was planned",
        "score": "the mean of the scores of all events that count",
        "percentile": (
            "the {percentile} percentile of all values: the smallest that so large a part of them does not exceed"
        ),
        "share within": (
            "the number of cases that are done within {bound} divided by the number of all cases that count"
        ),
        "formula": "the result of {formula}",
    }
    TICKET_MEASURE = "the number of good tickets divided by the number of all tickets that count"
    FORMULAS: ClassVar[Words] = {
        "share of good events": "{title} = good events ÷ all events that count",
        "share of good slices": "{title} = good slices ÷ all slices that count",
        "share of good time": "{title} = good time ÷ all time that counts",
        "mean of slice ratios": "{title} = sum of the slices’ shares of good events ÷ number of slices that count",
        "mean of value": "{title} = sum of the values ÷ number of the values",
        "value of planned": "{title} = value ÷ planned value",
        "share within": "{title} = cases done in time ÷ all cases that count",
        "score": "{title} = sum of the scores ÷ number of events that count",
    }
    TICKET_FORMULA = "{title} = good tickets ÷ all tickets that count"
    FORMULA_NUMBERS = "for example {good} ÷ {all} = {value}"
    SCORE = "An event scores {one} within {full}, {half} within {limit}, and {rest} otherwise."

    SLICES_OF = "Time is cut into [slices|slice] of {length}, aligned to the clock."
    BAD_SLICE: ClassVar[Words] = {
        "every event fails": "A slice is bad if every event in it fails.",
        "down throughout": "A slice is bad if the service is down throughout it.",
        "down at all": "A slice is bad if the service is down in any part of it.",
    }
    BAD_SLICE_QUANTITY: ClassVar[Words] = {
        "error rate": "A slice is bad if the share of bad events in it is {comparison}.",
        "value": "A slice is bad if the value in it is {comparison}.",
    }
    BAD_SLICE_QUERY = "A slice is bad if {query} is {comparison}."
    GOOD_SLICE = "A slice is good if {conditions}."
    VALID_SLICE = "A slice counts only if {conditions}."
    SLICE_PARTS: ClassVar[Words] = {
        "good": "the share of good events in it is {comparison}",
        "bad": "the share of bad events in it is {comparison}",
    }
    SLICE_QUERY = "{query} is {comparison}"
    AGGREGATES: ClassVar[Words] = {
        "rate": "the rate of {query} is {comparison}",
        "sum": "the sum of {query} is {comparison}",
        "min": "the least of {query} is {comparison}",
        "max": "the greatest of {query} is {comparison}",
        "mean": "the mean of {query} is {comparison}",
        "age": "the age of {query} is {comparison}",
        "p50": "the median of {query} is {comparison}",
        "p90": "the {percentile} percentile of {query} is {comparison}",
        "p95": "the {percentile} percentile of {query} is {comparison}",
        "p99": "the {percentile} percentile of {query} is {comparison}",
    }
    AVERAGED = "Each slice counts alike, however many events it has."
    THIN_SLICE: ClassVar[Words] = {
        "left out": "A slice with fewer than {events} is left out.",
        "counts as good": "A slice with fewer than {events} counts as good.",
        "counts as bad": "A slice with fewer than {events} counts as bad.",
    }
    EVENTS = ("{n} event", "{n} events")
    RUNS: ClassVar[Words] = {
        "in full": "Bad time counts only where it lasts for {length} or longer without a break, and then in full.",
        "beyond it": (
            "Bad time counts only where it lasts for more than {length} without a break, and then only what "
            "is beyond that."
        ),
    }
    VALID = "Only this counts: {what}."
    VALID_SUBJECT = "An event counts only if “{subject}” is {range}."
    VALID_SLICE_SUBJECT = "A slice counts only if “{subject}” is {range}."
    VALID_SLICE_TEXT = "A slice counts only if this holds: {what}."
    DURING = "Only these hours count: {hours}."
    EXCEPT = "These hours do not count: {hours}."
    WEIGH = "Each outage counts by the share of {label} that it affects: one that affects half of them counts half."
    JUDGE_LABEL = "Each {what} is judged on its own."
    JUDGE_LABELS = "Each combination of {what} is judged on its own."
    JUDGE_TENANT = "Each {what} is judged on its own; the customer is “{tenant}”."
    JUDGE_EVENTS: ClassVar[Words] = {
        "outage": "Each [outage|outage] is judged on its own.",
        "ticket": "Each [ticket|ticket] is judged on its own.",
        "record": "Each record is judged on its own.",
    }

    # Maintenance.

    MAINTENANCE_HOURS = "{title} takes place {hours}."
    MAINTENANCE_EMERGENCY = "{title} is for what cannot wait for planned hours."
    MAINTENANCE_NOTICE = "The provider announces it at least {time} before it starts."
    MAINTENANCE_ALLOWANCE = "It takes at most {time} {per}."

    # Exclusions.

    EXCLUSIONS_INTRO = "Beside what the measuring itself leaves out{see}, only what follows is excluded, as said here."
    EFFECTS: ClassVar[Words] = {
        "leaves downtime and period": "What falls under this is left out: it counts neither as good nor as bad.",
        "leaves downtime": "What falls under this does not count as bad, and stays part of the period.",
        "waives credit": (
            "What falls under this counts in the [measured value|measured], but no credit is due for a miss "
            "that it causes."
        ),
    }
    EVIDENCE = "Evidence: {evidence}."
    BEYOND = "What goes beyond what clause {maintenance} allows counts like all else."
    BEYOND_PLAIN = "What goes beyond what was announced counts like all else."
    AS_MAINTENANCE = "This is the work of clause {maintenance}."

    # Support.

    SUPPORT_INTRO = "The provider handles [tickets|ticket] within these times, counted in the hours of the last column."
    SUPPORT_CAPTION = "Support by severity"
    HEAD_SEVERITY = "Severity"
    HEAD_RESPOND = "Answer within"
    HEAD_UPDATE = "Update every"
    HEAD_WORKAROUND = "Workaround within"
    HEAD_FIX = "Fix within"
    HEAD_HOURS = "Hours"
    NO_TIME_SET = "–"
    HOURS_NAMED = "{title}"
    HOURS_ARE = "{title}: {hours}."
    CLOCKS: ClassVar[Words] = {
        "starts": "The clock starts {event}.",
        "pauses": "The clock pauses {event}.",
        "stops": "The clock stops {event}.",
    }
    CLOCKS_FOR: ClassVar[Words] = {
        "starts": "For {severity} the clock starts {event}.",
        "pauses": "For {severity} the clock pauses {event}.",
        "stops": "For {severity} the clock stops {event}.",
    }
    CLOCK_EVENTS: ClassVar[Words] = {"while waiting-for-customer": "while the provider waits for the customer"}
    CALL = "For {severities}, the customer calls {number}."
    NO_CREDIT_FOR_SUPPORT = "No credit is due where these times are not met."
    CREDIT_FOR_SUPPORT_ONLY = (
        "No credit is due where these times are not met, except where a commitment is made of them{see}."
    )
