"""Alternatives: the list, one with what came of it, and single deeds on it."""

from __future__ import annotations

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.choices import charts, queries, services, words
from app.choices.forms import CopyForm, ScenarioForm, weights_form
from app.choices.policy import ChoicePermission
from app.choices.queries import mission_in_view, scenario_subject
from app.choices.routes import bp
from app.choices.rules.interplay import InterplayKind
from app.choices.rules.scenarios import Pick, RunMoney, Scoring, SolutionKind, Underway
from app.choices.words import solved
from app.people.routes.returning import done
from app.plumbing import clock
from app.plumbing.access import requires
from app.plumbing.asked import current_actor, moment
from app.plumbing.formats import language
from app.plumbing.forms.base import version_sent
from app.plumbing.frame import enter_mission
from app.plumbing.pages import render
from app.plumbing.panels import panels_of
from app.plumbing.policy import Subject
from app.plumbing.queue import services as queue
from app.plumbing.record import NOW
from app.portfolio.rules.words import Use

# The budget years of a new alternative: money asked for now comes with the budget after next.
USUAL_YEARS = 4


@bp.route("/choices/scenarios")
@requires(ChoicePermission.VIEW_SCENARIO, of=mission_in_view)
def scenarios(mission: Subject) -> tuple[str, int]:
    enter_mission(mission.code)
    archived = request.args.get("archived") == "yes"
    return render(
        "choices/scenarios.html",
        chosen_mission=mission,
        rows=queries.scenario_rows(mission.id, current_actor().person_id, archived=archived, at=moment()),
        archived=archived,
        EDIT=ChoicePermission.EDIT_SCENARIO,
    )


@bp.route("/choices/scenarios/new", methods=["GET", "POST"])
@requires(ChoicePermission.EDIT_SCENARIO, of=mission_in_view)
def make_scenario(mission: Subject) -> tuple[str, int] | Response:
    first = clock.today().year + 1
    form = ScenarioForm(
        data={
            "language": language(),
            "first_year": first,
            "last_year": first + USUAL_YEARS - 1,
            "underway": Underway.GOES_ON,
            "run_money": RunMoney.TOLD,
            "scoring": Scoring.LIKELY,
        }
    )
    form.weighing_id.offer(queries.weighing_choices(mission.id, at=NOW))
    made: list[str] = []
    if form.submitted() and form.accepts(
        lambda: made.append(services.make_scenario(mission.id, form.facts(), owner_id=current_actor().person_id).code)
    ):
        flash(_("The alternative is made. Say what money there is next."), "success")
        return redirect(url_for(".scenario_money", scenario_code=made[0], mission=mission.code))
    return render("choices/scenario_facts.html", form=form, chosen_mission=mission)


def sensitivity_of(page: queries.ScenarioPage) -> tuple[queries.Sensitivity, ...]:
    """Of the answer that is shown; an answer of an earlier version has none."""
    if page.outcome is None or page.outcome.robust is None:
        return ()
    return queries.Sensitivity.shaped(page.outcome.robust.said, page.weights.criteria)


def portfolios_of(page: queries.ScenarioPage) -> queries.Portfolios | None:
    """Beside the best one, where the weights leave something open."""
    if page.outcome is None or page.outcome.robust is None or page.outcome.exact_weights:
        return None
    return queries.Portfolios.shaped(page.outcome.best, page.outcome.robust)


@bp.route("/choices/scenarios/<scenario_code>")
@requires(ChoicePermission.VIEW_SCENARIO, of=scenario_subject)
def scenario(subject: Subject, scenario_code: str) -> Response:
    page = queries.scenario_page(subject.id, at=moment())
    sources = {row.source.code: row.source.name for row in page.assumed.sources}
    frontier = queries.ValueForMoney.shaped(page.outcome.best) if page.outcome is not None else None
    rendered = render(
        "choices/scenario.html",
        subject=subject,
        page=page,
        panels=panels_of("scenario", subject, moment()),
        outcome=page.outcome,
        sensitivity=sensitivity_of(page),
        clash=solved.clash_rows(page, sources) if page.clash is not None else None,
        why=lambda row: solved.why_placed(row, sources),
        moves=lambda row: solved.what_moves(row, page),
        enough=lambda row: solved.what_is_enough(row, page),
        listed=solved.listed,
        codes_of=solved.codes_of,
        portfolios=portfolios_of(page),
        share=words.share,
        frontier=frontier,
        frontier_figure=charts.frontier_figure(frontier, page.outcome) if frontier and page.outcome else None,
        frontier_rows=charts.frontier_rows(frontier.shown) if frontier is not None else [],
        rescoring=weights_form(page.weights, given={}) if page.weights.criteria else None,
        Use=Use,
        Pick=Pick,
        InterplayKind=InterplayKind,
        SolutionKind=SolutionKind,
        EDIT=ChoicePermission.EDIT_SCENARIO,
        SOLVE=ChoicePermission.SOLVE,
    )
    response = make_response(rendered)
    # Only the answer asks again while the job runs; when it is over the whole page has changed.
    if "HX-Request" in request.headers and (page.job is None or page.job.is_over):
        response.headers["HX-Refresh"] = "true"
    return response


@bp.route("/choices/scenarios/<scenario_code>/edit", methods=["GET", "POST"])
@requires(ChoicePermission.EDIT_SCENARIO, of=scenario_subject)
def edit_scenario(subject: Subject, scenario_code: str) -> tuple[str, int] | Response:
    head = queries.head_of(subject, at=NOW)
    names = (
        "language",
        "title",
        "purpose",
        "first_year",
        "last_year",
        "underway",
        "run_money",
        "scoring",
        "weighing_id",
    )
    form = ScenarioForm(data={name: getattr(head, name) for name in names})
    form.weighing_id.offer(queries.weighing_choices(head.mission_id, at=NOW))
    if form.submitted() and form.accepts(
        lambda: services.edit_scenario(subject.id, form.facts(), version=form.version)
    ):
        flash(_("The alternative is saved."), "success")
        return redirect(url_for(".scenario", scenario_code=scenario_code))
    return render("choices/scenario_facts.html", form=form, head=head, version=head.version)


@bp.route("/choices/scenarios/<scenario_code>/copy", methods=["GET", "POST"])
@requires(ChoicePermission.EDIT_SCENARIO, of=scenario_subject)
def copy_scenario(subject: Subject, scenario_code: str) -> tuple[str, int] | Response:
    head = queries.head_of(subject, at=NOW)
    form = CopyForm(data={"title": _("%(title)s (copy)", title=head.title)})
    made: list[str] = []
    if form.submitted() and form.accepts(
        lambda: made.append(
            services.copy_scenario(subject.id, form.title.data, owner_id=current_actor().person_id).code
        )
    ):
        flash(_("The copy is made. Nobody else sees it until you share it."), "success")
        return redirect(url_for(".scenario", scenario_code=made[0]))
    return render("choices/scenario_copy.html", form=form, head=head)


@bp.post("/choices/scenarios/<scenario_code>/share")
@requires(ChoicePermission.EDIT_SCENARIO, of=scenario_subject)
def share_scenario(subject: Subject, scenario_code: str) -> Response:
    done(
        lambda: services.share_scenario(subject.id, version=version_sent()),
        _("Everybody who reads the mission sees the alternative now."),
    )
    return redirect(url_for(".scenario", scenario_code=scenario_code))


@bp.post("/choices/scenarios/<scenario_code>/archive")
@requires(ChoicePermission.EDIT_SCENARIO, of=scenario_subject)
def archive_scenario(subject: Subject, scenario_code: str) -> Response:
    done(
        lambda: services.archive_scenario(subject.id, on=clock.today(), version=version_sent()),
        _("The alternative is archived."),
    )
    return redirect(url_for(".scenarios"))


@bp.post("/choices/scenarios/<scenario_code>/restore")
@requires(ChoicePermission.EDIT_SCENARIO, of=scenario_subject)
def restore_scenario(subject: Subject, scenario_code: str) -> Response:
    done(lambda: services.restore_scenario(subject.id, version=version_sent()), _("The alternative is back."))
    return redirect(url_for(".scenario", scenario_code=scenario_code))


@bp.post("/choices/scenarios/<scenario_code>/solve")
@requires(ChoicePermission.SOLVE, of=scenario_subject)
def solve_scenario(subject: Subject, scenario_code: str) -> Response:
    done(lambda: services.ask_for_solution(subject.id), _("The alternative is being solved."))
    return redirect(url_for(".scenario", scenario_code=scenario_code, _anchor="answer"))


@bp.post("/choices/scenarios/<scenario_code>/stop")
@requires(ChoicePermission.SOLVE, of=scenario_subject)
def stop_solving(subject: Subject, scenario_code: str) -> Response:
    job = services.solving_job(subject.id)
    if job is not None and job.can_stop:
        done(lambda: queue.stop(job.id), _("The work will stop."))
    return redirect(url_for(".scenario", scenario_code=scenario_code, _anchor="answer"))
