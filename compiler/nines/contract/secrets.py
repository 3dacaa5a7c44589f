"""The secrets that Alertmanager reads from files, and what is found if a file is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator

from nines.contract.model import Contract
from nines.diagnostics.model import Code, Severity
from nines.diagnostics.pages import Page
from nines.record import dataclass
from nines.source import Span

__all__ = ["NOT_THERE", "PAGES", "SecretFile", "secret_files"]

NOT_THERE = Code("N0641", "secret-not-there", Severity.ERROR, "the file of a secret is missing, or holds none")

PAGES = (
    Page(
        NOT_THERE,
        why="""\
Alertmanager starts without the files that its secrets are in, and fails when it first has something to say.
`nines check --secrets DIR` looks for each of them: `DIR` is `/` on Alertmanager's machine, or a folder with a copy of
the end of their paths (for `/etc/alertmanager/secrets/pager` a file `pager`, `secrets/pager` and so on). No file is
shown, whatever is in it.""",
        bad="""\
receiver pager pagerduty {
  key file "/etc/alertmanager/secrets/pager"  # and there is no such file in DIR
}
team shop {
  page to pager
}
""",
        good="""\
receiver pager pagerduty {
  key file "/etc/alertmanager/secrets/pager"
}
team shop {
  page to pager
}
""",
        can_be_allowed=False,
    ),
)


@dataclass(frozen=True, slots=True)
class SecretFile:
    """A file on Alertmanager's machine: what it holds (`key`), whose, and where the specs say so."""

    path: str
    what: str
    of: str
    origin: Span


def secret_files(contract: Contract) -> Iterator[SecretFile]:
    """The files of all receivers, and that of the mail server's password."""
    for receiver in contract.receivers:
        for file in receiver.files:
            yield SecretFile(file.value, file.name, receiver.name, file.origin)
    mail = contract.project.mail
    if mail is not None and mail.password is not None:
        yield SecretFile(mail.password, "password", "mail", mail.origin)
