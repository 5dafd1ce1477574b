"""A set of criteria to begin with, in the reader's language: those that Norwegian health care is used to.

Benefit, resources and severity are the criteria that priorities in the health service are set by; the wording is our
own and is to be edited. Each level is something one can tell from the next without knowing the other initiatives.
"""

from __future__ import annotations

from decimal import Decimal

from flask_babel import gettext as _

from app.choices.rules.scoring import DESCRIBED, CriterionDecision
from app.plumbing.formats import language


def health() -> list[tuple[str, Decimal, CriterionDecision]]:
    """Code, points and words of six criteria; all steps are worth the same until somebody weighs them."""
    return [
        _criterion(
            "NYTTE",
            _("Benefit for those it is for"),
            _("How much better everyday life becomes for those the initiative reaches, and for how many."),
            (
                _("Nobody notices a difference."),
                _("Some notice it a few times a year."),
                _("Many notice it in certain situations, such as an application or a transition."),
                _("Many notice it every month."),
                _("Nearly all it is for notice it every week."),
            ),
        ),
        _criterion(
            "RESSURS",
            _("Use of resources"),
            _("How much benefit there is for the money and the people, operation included."),
            (
                _("The cost is clearly larger than the benefit, and operation is unknown."),
                _("The benefit can justify the project, but hardly its operation."),
                _("Benefit and cost are about the same."),
                _("The benefit is clearly larger than the cost, operation included."),
                _("Great benefit for very small costs."),
            ),
        ),
        _criterion(
            "ALVOR",
            _("Severity"),
            _("How much those concerned lose if nothing is done, now and later in life."),
            (
                _("A nuisance that passes by itself."),
                _("Extra time is spent, but help is given."),
                _("Help comes too late or is worse."),
                _("Health, work or schooling is lost for a time."),
                _("Necessary help is lost in decisive periods."),
            ),
        ),
        _criterion(
            "BARN",
            _("The best interests of the child"),
            _("How directly children’s own rights and voice are strengthened."),
            (
                _("It does not concern children directly."),
                _("Children gain when adults cooperate better."),
                _("Children’s needs are assessed, and the reasons written down."),
                _("Children take part and can influence the result."),
                _("Children get a right or a possibility they did not have, and can use it themselves."),
            ),
        ),
        _criterion(
            "FORDELING",
            _("Distribution"),
            _("Whether the benefit reaches those who have least to begin with."),
            (
                _("The benefit goes to those who manage best already."),
                _("The benefit follows the resources of municipality or family."),
                _("The benefit is equally distributed."),
                _("Small municipalities and families with few resources get more than the average."),
                _("It is meant above all for those who have least."),
            ),
        ),
        _criterion(
            "GJENNOMFOR",
            _("Feasibility"),
            _("How likely it is that it can be carried out with the law, people and money that can be had."),
            (
                _("It needs a change of law that nobody has begun on, or people who are not there."),
                _("Several large conditions are open."),
                _("One large condition is open."),
                _("The conditions are settled, but something remains to be tried."),
                _("Done before at the same scale, with people and money in place."),
            ),
        ),
    ]


def _criterion(
    code: str, title: str, definition: str, levels: tuple[str, ...]
) -> tuple[str, Decimal, CriterionDecision]:
    described = dict(zip(DESCRIBED, levels, strict=True))
    return code, Decimal(100), CriterionDecision(title, definition, language(), described)
