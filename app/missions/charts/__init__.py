"""Pictures of missions: an indicator's series, and the problem model."""

from app.missions.charts.problem_model import Arrow, Box, Drawing, drawn
from app.missions.charts.series import series

__all__ = ["Arrow", "Box", "Drawing", "drawn", "series"]
