"""What a build needs beyond what every installation has: packages that set documents on paper."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from nines.cli.files import WrongCall

if TYPE_CHECKING:
    from nines.contract.model import Contract

__all__ = ["require_extras"]

_PACKAGES = {"pdf": ("typst", "typst"), "word": ("docx", "python-docx")}
"""By form of documents: the module that sets it, and the distribution that has it."""


def require_extras(contract: Contract) -> None:
    """Raise WrongCall if the specs ask for a form of documents that this installation cannot set."""
    asked = [form for output in contract.project.outputs for form in output.also]
    missing = [_PACKAGES[form][1] for form in asked if find_spec(_PACKAGES[form][0]) is None]
    if missing:
        raise WrongCall(
            f"the project writes documents also as {' and '.join(asked)}, and {' and '.join(missing)} "
            f"{'is' if len(missing) == 1 else 'are'} not installed: `pip install 'nines-lang[documents]'` brings "
            "what it takes"
        )
