"""Rules of this chapter, by idea: the arithmetic of the roll-up; meetings and decisions. Pure."""

from app.steering.rules.roll_up import (
    Adopted,
    AreaCover,
    ChangeKind,
    Followed,
    Money,
    Question,
    YearMoney,
    better_than_baseline,
    money_by_year,
)

__all__ = [
    "Adopted",
    "AreaCover",
    "ChangeKind",
    "Followed",
    "Money",
    "Question",
    "YearMoney",
    "better_than_baseline",
    "money_by_year",
]
