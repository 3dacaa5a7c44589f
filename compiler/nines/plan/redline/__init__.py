"""Two versions of a contract side by side: what changed in words, how that is for the customer, and whether in time."""

from nines.plan.redline.build import redlines, version_redlines
from nines.plan.redline.model import Redline

__all__ = ["Redline", "redlines", "version_redlines"]
