"""Jinja2 for outputs: sandboxed, strict, and free to be replaced file by file.

Templates hold no logic: they get finished values. For YAML the delimiters are `[[ ]]`,
`[% %]` and `[# #]`, since Prometheus' and Alertmanager's own templates are full of `{{ }}`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from nines.resources import Folder, resource

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Raw", "environment", "yaml_text"]

_ESCAPED = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF)}


@lru_cache(maxsize=8)
def environment(form: str, own: Folder | None) -> Environment:
    """The environment of a form: `yaml` (values are quoted), `html` (escaped) or `text` (as they are).

    `own` is the user's folder of templates: a file in it takes the place of ours of that name.
    """
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    folders = [*([own] if own is not None else []), resource("templates")]
    yaml = form == "yaml"
    made = SandboxedEnvironment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=form == "html",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        variable_start_string="[[" if yaml else "{{",
        variable_end_string="]]" if yaml else "}}",
        block_start_string="[%" if yaml else "{%",
        block_end_string="%]" if yaml else "%}",
        comment_start_string="[#" if yaml else "{#",
        comment_end_string="#]" if yaml else "#}",
        finalize=yaml_text if yaml else None,
    )
    made.filters["yaml"] = yaml_text
    made.filters["indent"] = indented
    return made


def yaml_text(value: object) -> str:
    """A value as YAML that means just it: texts in double quotes, as JSON has them; a `Raw` text as it is."""
    if isinstance(value, Raw):
        return str(value)
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPED)


def indented(text: str, columns: int) -> str:
    """A text with its lines after the first moved to the right. Jinja's own would quote what is `Raw`."""
    moved = text.replace("\n", "\n" + " " * columns)
    return Raw(moved) if isinstance(text, Raw) else moved


class Raw(str):
    """A text that is YAML already."""

    __slots__ = ()
