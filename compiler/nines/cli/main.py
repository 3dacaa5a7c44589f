"""The command `nines`: what it can do, and what its exit codes say."""

from __future__ import annotations

import errno
import gc
import os
import sys
from pathlib import Path
from typing import NoReturn

__all__ = ["COMMANDS", "FINE", "FOUND_ERRORS", "INTERRUPTED", "OUR_BUG", "WRONG_CALL", "main", "run"]

FINE, FOUND_ERRORS, WRONG_CALL, OUR_BUG, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes."""

COMMANDS = {
    "check": ("nines.cli.check", "Find mistakes in specs."),
    "build": ("nines.cli.build", "Write rules, dashboards, routes and contracts."),
    "test": ("nines.cli.test", "Try the alerts on what might happen, in promtool."),
    "fmt": ("nines.cli.fmt", "Lay specs out in the one style."),
    "explain": ("nines.cli.explain", "Explain codes, objectives, alerts, customers, teams."),
    "inventory": ("nines.cli.inventory", "List what a build writes."),
    "serve": ("nines.cli.serve", "Run automations without Ansible."),
    "diff": ("nines.cli.diff", "Compare two versions of contracts, in words and money."),
    "settle": ("nines.cli.settle", "Settle a period: what is owed, by the contract."),
    "report": ("nines.cli.report", "Write the report of a period to each customer."),
    "call": ("nines.cli.call", "Show the call sheet of a customer who is on the phone."),
    "init": ("nines.cli.init", "Make a first project that builds at once."),
    "help": ("nines.cli.help", "Teach the language and the tool, by topic."),
    "completion": ("nines.cli.completion", "Print the completion script of a shell."),
    "version": ("nines.cli.version", "Print the version."),
}
"""Each command's module and what it is for; here, so that `nines --help` loads none of them."""


def main() -> None:
    """Run the command line and exit: 0 fine, 1 errors in specs, 2 a wrong call, 3 a bug of ours."""
    # What a command makes lives until it ends. To look for garbage in it at every 700 things takes a fifth of the time.
    gc.set_threshold(1_000_000, 50, 100)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who called
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end
    _leave(run(sys.argv[1:]))


def _leave(code: int) -> NoReturn:
    """End at once: to take apart thing by thing what was made takes a fifth of the time of a large build."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (BrokenPipeError, ValueError):
        pass  # nobody reads on
    except OSError as error:
        code = code or FOUND_ERRORS
        os.write(2, f"nines: what was found could not be written: {error.strerror}\n".encode())
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Run with arguments; the exit code."""
    from nines.cli.files import WrongCall

    try:
        return _run(arguments)
    except WrongCall as error:
        _say(f"nines: {error}")
        return WRONG_CALL
    except KeyboardInterrupt:
        _say("nines: interrupted; nothing was changed")
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return FINE
    except OSError as error:
        if error.errno != errno.ENOSPC:
            return _our_bug(arguments)
        _say(f"nines: what was found could not be written: {error.strerror}")
        return FOUND_ERRORS
    except Exception:  # noqa: BLE001 - a last word instead of a bare traceback
        return _our_bug(arguments)


def _run(arguments: list[str]) -> int:
    if arguments and arguments[0] in ("build", "check") and "_NINES_COMPLETE" not in os.environ:
        code = _plain(*arguments)
        if code is not None:
            return code
    from nines.cli.commands import invoke

    return invoke(arguments)


def _plain(command: str, *arguments: str) -> int | None:
    """Run what hooks run; None if its arguments are not plain. To load click would take as long as all the rest."""
    if command == "check":
        from nines.cli import checking

        to_check = checking.plain(list(arguments))
        return None if to_check is None else checking.check(to_check)
    from nines.cli import building

    to_build = building.plain(list(arguments))
    return None if to_build is None else building.build(to_build)


def _our_bug(arguments: list[str]) -> int:
    import platform
    import traceback

    from nines.cli.version import VERSION

    _say("nines: this is a bug in Nines, not in your files. Nothing was written.")
    _say("Please report it with the following, and the smallest spec that shows it:\n")
    _say(f"  nines {VERSION}, python {platform.python_version()}, {platform.system()}")
    _say(f"  nines {' '.join(arguments)}\n")
    _say("".join(f"  {line}" for line in traceback.format_exc().splitlines(keepends=True)))
    return OUR_BUG


def _say(text: str) -> None:
    print(text, file=sys.stderr)
