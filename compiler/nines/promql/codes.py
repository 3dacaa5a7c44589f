"""What can be wrong with PromQL in a spec: N0050 to N0099."""

from __future__ import annotations

from nines.diagnostics.model import Code, Severity

SYNTAX = Code("N0050", "promql-syntax", Severity.ERROR, "the text is no PromQL at this place")
UNCLOSED = Code("N0051", "promql-unclosed", Severity.ERROR, "a bracket or a quote in PromQL has no partner")
LITERAL = Code("N0052", "promql-literal", Severity.ERROR, "a number or text in PromQL cannot be read")
DURATION = Code(
    "N0053", "promql-duration", Severity.ERROR, "a duration in PromQL cannot be read, or cannot stand there"
)
FUNCTION = Code("N0054", "promql-unknown-function", Severity.ERROR, "PromQL has no function of this name")
ARGUMENTS = Code(
    "N0055", "promql-arguments", Severity.ERROR, "a PromQL function is given too few or too many arguments"
)
TYPE = Code("N0056", "promql-type", Severity.ERROR, "PromQL wants another type of expression here")
REGEX = Code("N0057", "promql-regex", Severity.ERROR, "a matcher's regular expression is none that Prometheus takes")
EMPTY = Code("N0058", "promql-selects-everything", Severity.ERROR, "a selector has no matcher that leaves anything out")
LABEL = Code("N0059", "promql-label", Severity.ERROR, "a metric's or label's name cannot be written like this")
MATCHER = Code("N0060", "promql-matcher", Severity.ERROR, "what stands between a selector's braces is no matcher")
MODIFIER = Code(
    "N0061", "promql-modifier", Severity.ERROR, "an offset, `@` or range does not fit what stands before it"
)
MATCHING = Code(
    "N0062", "promql-matching", Severity.ERROR, "an operator's `bool`, `on`, `ignoring` or `group_` is misused"
)
PARAMETER = Code("N0063", "promql-parameter", Severity.ERROR, "a `$` name in PromQL is none that can stand there")
DEEP = Code("N0064", "promql-too-deep", Severity.ERROR, "a PromQL expression is nested too deeply")
VERSION = Code("N0065", "promql-version", Severity.ERROR, "the target's version does not know this part of PromQL")
FLAG = Code("N0066", "promql-flag", Severity.ERROR, "the target takes this part of PromQL only with a feature flag")
NOT_A_SELECTOR = Code(
    "N0067", "promql-not-a-selector", Severity.ERROR, "only a plain selector can stand here without backticks"
)
OCTAL = Code("N0068", "promql-octal", Severity.WARNING, "a number with a leading zero is octal to Prometheus")
PATTERN_AS_TEXT = Code(
    "N0069", "promql-pattern-as-text", Severity.WARNING, "`=` compares with a text that looks like a pattern"
)
