"""A contract with own clauses and a logo, as a company would bring them."""

from __future__ import annotations

from functools import cache

from nines.contract.model import Contract
from nines.driver import Inputs, analyse
from tests.documents.changed import CHECKOUT, CUSTOMERS, SERVICES
from tests.support.specs import TODAY, Texts

__all__ = ["CLAUSES", "LOGO", "worded"]

CLAUSES = """\
# Data protection

The provider processes [personal data] only on [instructions][instruction] of the customer, as [clause](#measuring) and
[clause](#sub-processors) say, and keeps it **safe**:

- in the European Union;
- encrypted, see <https://northwind.example/security>.

## Sub-processors

A list of them is on [our site](https://northwind.example/subs); write to <privacy@northwind.example>.

Who objects within a [period] is heard. `Code` and \\[brackets\\] stay as they are.

**Personal data**: any information about a person who can be identified.

**Instruction**: what the customer says in writing about [personal data].
"""

LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 60" width="240" height="60">
  <rect x="4" y="10" width="40" height="40" rx="8" fill="#1769aa"/>
  <path d="M14 40 L24 18 L34 40" stroke="#fff" stroke-width="5" fill="none"/>
</svg>
"""


@cache
def worded(clauses: str = CLAUSES, logo: str = LOGO, said: str = 'clauses "legal/data.md"') -> Contract:
    """The contract of `changed`, with own clauses in its sla and a logo of its provider."""
    services = SERVICES.replace('  law "Ireland"', '  law "Ireland"\n  logo "brand/logo.svg"')
    text = services + CHECKOUT.replace("  liability sole remedy", f"  liability sole remedy\n  {said}") + CUSTOMERS
    files = {"main.nines": text, "legal/data.md": clauses, "brand/logo.svg": logo}
    return analyse(Inputs(("main.nines",), Texts(files)), TODAY).contract
