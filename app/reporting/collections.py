"""What this chapter keeps, as files show it."""

from __future__ import annotations

from collections.abc import Iterable

import app.portfolio.models  # noqa: F401 - the tables that ours point into must be known
from app.plumbing.refusals import N_
from app.plumbing.sheets.collections import Together, Values, described
from app.plumbing.sheets.faults import Faults
from app.plumbing.sheets.reading import Row
from app.plumbing.sheets.store import Store
from app.reporting.models import Assessment, ReportingRound, StatusReport
from app.reporting.rules import Act, ReportState

LIGHTS = ("overall", "time", "cost", "benefit")
ACTS = {
    ReportState.DRAFT: Act.REPORT_SAVE,
    ReportState.SUBMITTED: Act.REPORT_SUBMIT,
    ReportState.RETURNED: Act.REPORT_RETURN,
    ReportState.ACCEPTED: Act.REPORT_ACCEPT,
    ReportState.LOCKED: Act.ROUND_MOVE,
}


def _report_act(values: Values, changed: Iterable[str] | None) -> str | None:
    """A report that comes in finished was submitted, whatever happened to it later."""
    state: ReportState = values["state"]
    if changed is None:
        return Act.REPORT_SAVE if state is ReportState.DRAFT else Act.REPORT_SUBMIT
    return ACTS[state] if "state" in changed else None


def _known_lights(store: Store, rows: Iterable[tuple[Row, Values]], faults: Faults) -> None:
    """A light is a word of the row's scale."""
    for row, values in rows:
        for name in LIGHTS:
            if values.get(name) and not store.knows("status-words", (values["scale"], values[name])):
                faults.add(
                    row.file, row.number, name, N_("“%(word)s” is no word of the scale “%(scale)s”"),
                    word=values[name], scale=values["scale"],
                )  # fmt: skip


ROUNDS = described(
    "reporting-rounds",
    ReportingRound,
    "mission",
    "code",
    add=Act.ROUND_ADD,
    edit=Act.ROUND_EDIT,
    acts={"state": Act.ROUND_MOVE},
    together=Together.ROW,
)
REPORTS = described(
    "status-reports",
    StatusReport,
    "mission",
    "round",
    "initiative",
    add=Act.REPORT_SAVE,
    edit=Act.REPORT_SAVE,
    named=_report_act,
    check=_known_lights,
    together=Together.ROW,
    actor="reporter",
)
ASSESSMENTS = described(
    "assessments",
    Assessment,
    "mission",
    "round",
    "initiative",
    add=Act.ASSESSMENT_PUT,
    edit=Act.ASSESSMENT_PUT,
    check=_known_lights,
    together=Together.ROW,
    actor="made_by",
)
