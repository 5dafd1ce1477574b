"""A made-up mission of any size, for measuring and for trying out what the example portfolio is too small to show.

Pure: a number and a seed to sheets in the shape of the seed's files. Nothing reads the clock, and each thing draws
from a stream of its own, so the same number and seed give the same rows on every machine, and a new kind of part
does not change those there are. Every row is illustrative, every name is made up and says so.
"""

from app.operations.seeding.synthetic.drawing import USUAL
from app.operations.seeding.synthetic.generation import sheets
from app.operations.seeding.synthetic.ground import MISSION

__all__ = ["MISSION", "USUAL", "sheets"]
