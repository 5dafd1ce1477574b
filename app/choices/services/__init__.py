"""Deeds of choosing, by idea. Run inside ``unit_of_work``."""

from app.choices.services.criteria import add_criteria, add_criterion, edit_criterion
from app.choices.services.interplay import put_interplay, remove_interplay
from app.choices.services.placing import ask_for_all_places, ask_for_places, places_job
from app.choices.services.scenarios import (
    archive_scenario,
    copy_scenario,
    copy_with_weights,
    edit_scenario,
    make_scenario,
    restore_scenario,
    set_capacity,
    set_cover,
    set_money,
    set_picks,
    share_scenario,
)
from app.choices.services.scores import put_scores, withdraw_opinion
from app.choices.services.solving import ask_for_shared, ask_for_solution, solving_job
from app.choices.services.weighing import (
    answer_trade_off,
    hold_to,
    put_in_order,
    set_weights,
    state,
    take_back_answer,
    withdraw,
)

__all__ = [
    "add_criteria",
    "add_criterion",
    "answer_trade_off",
    "archive_scenario",
    "ask_for_all_places",
    "ask_for_places",
    "ask_for_shared",
    "ask_for_solution",
    "copy_scenario",
    "copy_with_weights",
    "edit_criterion",
    "edit_scenario",
    "hold_to",
    "make_scenario",
    "places_job",
    "put_in_order",
    "put_interplay",
    "put_scores",
    "remove_interplay",
    "restore_scenario",
    "set_capacity",
    "set_cover",
    "set_money",
    "set_picks",
    "set_weights",
    "share_scenario",
    "solving_job",
    "state",
    "take_back_answer",
    "withdraw",
    "withdraw_opinion",
]
