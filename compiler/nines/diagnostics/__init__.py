"""Diagnostics: what they are, and how they are shown.

* `model`: `Code`, `Label`, `Edit`, `Fix`, `Diagnostic`, `Allowed`, and the `Report` that passes fill.
* `suggest`: `closest(word, candidates)`, `several(...)` for "did you mean", `listing(words)` for "`a`, `b` or `c`".
* `summary`: `in_order`, `cap(findings, most)`, `summarize(findings)`.
* `text`: `render(finding, width=, color=)`, `render_all(findings, ...)` with its closing lines, `one_line`, `closing`.
* `machine`: `to_json(findings)`, the form of grammar/diagnostics.schema.json.
* `sarif`: `to_sarif(findings, version=)`, SARIF 2.1.0.
* `github`: `commands(findings)`, annotations of GitHub Actions.
* `fixes`: `apply(findings)`, the texts after the fixes.
* `pages`: `Page`, `page_markdown`, `index_markdown`, `explain_text`.

Passes need `model` and, after a mistake, `suggest`; only a command imports the rest, and only to show something.
All is pure: findings in, text out.

The text form is layered: `glyphs` (what is safe to print, and its columns), `view` (a line that fits),
`marks` (labels under a line), `sections` (which lines), `excerpt` and `patch` (frames), `text`.
"""
