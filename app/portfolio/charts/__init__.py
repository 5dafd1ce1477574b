"""Pictures of this chapter: figures of one initiative, and the drawing of who waits for whom."""

from app.portfolio.charts.initiative import money_figure, money_rows, plan_figure, spans
from app.portfolio.charts.layers import Drawing, drawn

__all__ = ["Drawing", "drawn", "money_figure", "money_rows", "plan_figure", "spans"]
