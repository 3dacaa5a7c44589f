"""The verify pass: reads back what was written and compares it with the plan. What it finds are bugs of ours."""

from __future__ import annotations

from nines.diagnostics.model import Diagnostic, Label
from nines.emit.artifact import Artifact
from nines.plan.build import Planned
from nines.source import Source
from nines.verify import grafana
from nines.verify.codes import NOT_AS_PLANNED
from nines.verify.prometheus import verify_rules

__all__ = ["verify"]


def verify(planned: Planned, artifacts: tuple[Artifact, ...]) -> tuple[Diagnostic, ...]:
    """All that is wrong with the outputs; nothing, if the compiler and its templates are right."""
    return (
        *verify_rules(planned.rules, _plain(planned, artifacts, "rules"), planned.folder("rules")),
        *_dashboards(planned, artifacts),
        *_routes(planned, artifacts),
    )


def _plain(planned: Planned, artifacts: tuple[Artifact, ...], kind: str) -> tuple[Artifact, ...]:
    """The files of a kind, out of the objects that they are delivered in."""
    form = planned.output(kind).form
    if form == "file":
        return artifacts
    from nines.verify.unpacked import unpacked

    return unpacked(artifacts, kind, form)


def _routes(planned: Planned, artifacts: tuple[Artifact, ...]) -> tuple[Diagnostic, ...]:
    if planned.routes is None:
        return ()
    from nines.verify.alertmanager import verify_alertmanager

    return verify_alertmanager(planned.routes, artifacts)


def _dashboards(planned: Planned, artifacts: tuple[Artifact, ...]) -> tuple[Diagnostic, ...]:
    if planned.output("dashboards").form == "v2":
        from nines.verify import grafana_two

        found = grafana_two.problems(planned.boards, artifacts, planned.folder("dashboards"))
    else:
        plain = _plain(planned, artifacts, "dashboards")
        found = grafana.problems(planned.boards, plain, planned.folder("dashboards"), planned.rules)
    texts = {artifact.path: Source(artifact.path, artifact.text) for artifact in artifacts}
    return tuple(
        Diagnostic(
            NOT_AS_PLANNED,
            f"in `{problem.file}`, {problem.text}",
            Label(texts.get(problem.file, Source(problem.file, "")).span(0, 0), problem.place),
        )
        for problem in found
    )
