"""A number and a seed to sheets."""

from __future__ import annotations

from app.operations.seeding.synthetic.drawing import USUAL, Draft
from app.operations.seeding.synthetic.ground import ground
from app.operations.seeding.synthetic.initiatives import initiative
from app.operations.seeding.synthetic.parts import parts
from app.operations.seeding.synthetic.rounds import rounds
from app.operations.seeding.synthetic.scenarios import scenario
from app.plumbing.sheets.files import Sheet


def sheets(count: int, seed: int = USUAL) -> dict[str, Sheet]:
    """``count`` initiatives in one mission with all that belongs to them, by file name, ``changes.csv`` among them.

    The same count and seed give the same sheets. The days are fixed and lie in the past.
    """
    draft = Draft(count, seed)
    on = ground(draft)
    drawn = [initiative(draft, on, number) for number in range(1, count + 1)]
    delivered = {each.number: parts(draft, on, each) for each in drawn}
    rounds(draft, drawn, delivered)
    scenario(draft)
    return draft.sheets()
