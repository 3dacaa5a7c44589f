"""Findings about files, imports, names and blueprints, with their pages."""

from __future__ import annotations

from nines.diagnostics.model import Code, Severity
from nines.diagnostics.pages import Page

__all__ = [
    "ALREADY_THERE",
    "ARGUMENT",
    "CYCLE",
    "DUPLICATE",
    "ENDLESS_BLUEPRINT",
    "NOT_FOUND",
    "NOT_IMPORTED",
    "OUTSIDE",
    "PAGES",
    "UNREADABLE",
    "UNRESOLVED",
]

UNRESOLVED = Code("N0201", "unresolved-name", Severity.ERROR, "a name is used that nothing declares")
DUPLICATE = Code("N0202", "duplicate-declaration", Severity.ERROR, "a name is declared twice")
NOT_IMPORTED = Code("N0203", "not-imported", Severity.ERROR, "a name comes from a file that is not imported")
CYCLE = Code("N0204", "import-cycle", Severity.ERROR, "files import each other in a circle")
NOT_FOUND = Code("N0205", "import-not-found", Severity.ERROR, "an imported file does not exist")
OUTSIDE = Code("N0206", "import-outside-project", Severity.ERROR, "an import leads out of the project")
UNREADABLE = Code("N0207", "unreadable-file", Severity.ERROR, "a file cannot be read as a text in UTF-8")
ARGUMENT = Code("N0208", "bad-argument", Severity.ERROR, "a blueprint is used with arguments that it does not take")
ENDLESS_BLUEPRINT = Code("N0209", "endless-blueprint", Severity.ERROR, "a blueprint uses itself")
ALREADY_THERE = Code("N0210", "needless-replace", Severity.ERROR, "a `replace` has nothing to replace, or is missing")

_SERVICE = "service checkout {\n  sli ok {\n    bad errors_total{}\n    of requests_total{}\n  }\n"

PAGES: tuple[Page, ...] = (
    Page(
        UNRESOLVED,
        why="A name refers to a declaration: `owner payments` to `team payments`. Without it there is nobody to tell.",
        bad="service checkout {\n  owner paiments\n}\nteam payments\n",
        good="service checkout {\n  owner payments\n}\nteam payments\n",
    ),
    Page(
        DUPLICATE,
        why="Two declarations of one name could mean two things. Names of services and journeys are one family, "
        "as are those of schedules and maintenance; a team and a service may share a name.",
        bad='team payments "Payments"\nteam payments "Money"\n',
        good='team payments "Payments"\nteam money "Money"\n',
    ),
    Page(
        NOT_IMPORTED,
        why="A file says what it needs, so that it means the same whichever files are compiled with it.",
        bad="# teams.nines declares the team, but is not imported\nservice checkout {\n  owner payments\n}\n",
        good="team payments\nservice checkout {\n  owner payments\n}\n",
    ),
    Page(
        CYCLE,
        why="In a circle of imports no file can be read without all the others. Move what they share to a file of "
        "its own.",
        bad='import "this.nines"  # in this.nines itself\n',
        good="import std/http\n",
    ),
    Page(
        NOT_FOUND,
        why="An import names a file, seen from the file that imports, or a part of the standard library.",
        bad='import "no-such-file.nines"\n',
        good="import std/http\n",
    ),
    Page(
        OUTSIDE,
        why="A project is its folder. What lies outside is not in its history, and is not there on another machine.",
        bad='import "../../elsewhere/teams.nines"\n',
        good="import std/http\n",
    ),
    Page(
        UNREADABLE,
        why="Specs are texts in UTF-8. A file in another encoding would be read wrongly without anybody noticing.",
        bad="# a file in UTF-16, or a picture\n",
        good="# a file in UTF-8\n",
    ),
    Page(
        ARGUMENT,
        why="A blueprint says which parameters it has and of what kind. One without a default has to be given.",
        bad="import std/http\nservice checkout {\n  use http.availability\n}\n",
        good='import std/http\nservice checkout {\n  use http.availability with job "checkout"\n}\n',
    ),
    Page(
        ENDLESS_BLUEPRINT,
        why="A blueprint that brings itself in would never end.",
        bad="blueprint a {\n  use a\n}\nservice checkout {\n  use a\n}\n",
        good="blueprint a {\n  tier 1\n}\nservice checkout {\n  use a\n}\n",
    ),
    Page(
        ALREADY_THERE,
        why="`replace` is the only way to declare anew what a `use` brought, so that nothing is replaced by accident.",
        bad=_SERVICE + "  replace slo ok 99% over 30d\n}\n",
        good=_SERVICE + "  slo ok 99% over 30d\n}\n",
    ),
)
