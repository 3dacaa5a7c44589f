"""What a build needs beyond what every installation has: packages that set documents on paper."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from nines.cli.files import WrongCall

if TYPE_CHECKING:
    from nines.contract.model import Contract

__all__ = ["require_extras"]

_PACKAGES = {
    "pdf": (("typst", "typst"),),
    "word": (("docx", "python-docx"), ("typst", "typst")),  # the second draws the logo
}
"""By form of documents: the modules that set it, and the distributions that have them."""


def require_extras(contract: Contract) -> None:
    """Raise WrongCall if the specs ask for a form of documents that this installation cannot set."""
    asked = [form for output in contract.project.outputs for form in output.also]
    needed = dict.fromkeys(package for form in asked for package in _PACKAGES[form])
    missing = [distribution for module, distribution in needed if find_spec(module) is None]
    if missing:
        raise WrongCall(
            f"the project writes documents also as {' and '.join(asked)}, and {' and '.join(missing)} "
            f"{'is' if len(missing) == 1 else 'are'} not installed: `pip install 'nines-lang[documents]'` brings "
            "what it takes"
        )
