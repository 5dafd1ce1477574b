"""Deeds of the steering group and its secretariat, by idea. They run inside ``unit_of_work``."""

from app.steering.services.deciding import correct, decide
from app.steering.services.meetings import (
    add_meeting,
    edit_meeting,
    put_agenda_item,
    put_attendance,
    remove_agenda_item,
)
from app.steering.services.recomputing import JOB, ask_for_recomputation, keep_recomputation, recompute

__all__ = [
    "JOB",
    "add_meeting",
    "ask_for_recomputation",
    "correct",
    "decide",
    "edit_meeting",
    "keep_recomputation",
    "put_agenda_item",
    "put_attendance",
    "recompute",
    "remove_agenda_item",
]
