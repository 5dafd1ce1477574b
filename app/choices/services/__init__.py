"""Deeds of choosing, by idea. Run inside ``unit_of_work``."""

from app.choices.services.criteria import add_criterion, edit_criterion, put_scores, set_weights
from app.choices.services.interplay import put_interplay, remove_interplay
from app.choices.services.scenarios import (
    archive_scenario,
    copy_scenario,
    edit_scenario,
    make_scenario,
    restore_scenario,
    set_capacity,
    set_cover,
    set_money,
    set_picks,
    set_weighing,
    share_scenario,
)

__all__ = [
    "add_criterion",
    "archive_scenario",
    "copy_scenario",
    "edit_criterion",
    "edit_scenario",
    "make_scenario",
    "put_interplay",
    "put_scores",
    "remove_interplay",
    "restore_scenario",
    "set_capacity",
    "set_cover",
    "set_money",
    "set_picks",
    "set_weighing",
    "set_weights",
    "share_scenario",
]
