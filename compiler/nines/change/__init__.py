"""What is otherwise between two versions of an agreement, and for whom: `compare` finds it by computing."""

from nines.change.compare import compare
from nines.change.model import Change, Verdict, worst
from nines.change.notice import Notice, notice_of

__all__ = ["Change", "Notice", "Verdict", "compare", "notice_of", "worst"]
