"""Texts that try to break out of where they are put: one table for all outputs, since each of them may get any."""

from __future__ import annotations

__all__ = ["HOSTILE", "LABELS", "MARK"]

MARK = "nines-was-here"
"""What shows up where a text was run instead of shown: a file of this name, or this word alone."""

HOSTILE = {
    "go template": '{{ .Nope }} {{ template "x" . }} {{/* c */}} }} {{`raw`}}',
    "go template that does not end": "{{ if",
    "jinja": f"{{{{ lookup('pipe', 'touch {MARK}') }}}} {{% raw %}} {{# c #}}",
    "jinja of square brackets": "[[ about ]] [% include 'x' %] [# c #]",
    "shell": f"$(touch {MARK}) `touch {MARK}`; touch {MARK} & | > {MARK}",
    "yaml": "a: [b, {c: d}] # e\\n- &x !!python/object *x --- ... % @",
    "json": '", "owner": "me", "x": {"y": [1]}, \\u0022 \\',
    "promql": 'x"} or vector(1) # {a="b"',
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)> &lt; &amp; <b>",
    "attribute": "\"' onmouseover='alert(1)' style=\"x\" href=javascript:alert(1)",
    "slack": "<!channel> <https://evil.example|here> *bold* _i_ ~s~ `c` &",
    "markdown": "[x](javascript:alert(1)) **b** | c | # d <u>",
    "printf": "%s %d %!x %q %%",
    "quotes": "'single' \"double\" ''two'' \\' \\\" `back`",
    "emoji": "checkout \U0001f6d2 \u2764\ufe0f \U0001f469\u200d\U0001f4bb ok",
    "right to left": "\u05e9\u05dc\u05d5\u05dd \u0642\u0645\u0631 (1.5 %) end",
    "spaces": "a\u00a0b\u2003c\u3000d   e",
    "umlauts": "Käse & Söhne GmbH, Größe ≥ 10 €",
    "long": "very " * 60 + "long",
}
"""By what they speak to. Each is a text that a spec may have."""

LABELS = {
    **HOSTILE,
    "direction": "\u202egnp.exe\u202c \u2066x\u2069 \u200f end",
    "lines": "one\ntwo\r\nthree\tfour\u2028five\u0085six",
    "signs": "bell \u0007 escape \u001b[31m red \u009b delete \u007f end",
}
"""What labels of series may hold beside: the checker refuses these signs in specs."""
