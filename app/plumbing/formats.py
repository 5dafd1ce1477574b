"""Template filters: values as the reader's language writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from flask import Flask
from flask_babel import format_date, gettext
from markupsafe import Markup, escape

from app.plumbing import amounts, words
from app.plumbing.clock import OSLO
from app.plumbing.periods import Period, Precision
from app.plumbing.words import language as language


def point() -> str:
    return "." if language() == "en" else ","


def money(ore: int | None, currency: str = "NOK") -> str:
    """57 383 633 kr; a dash for no amount. Exact to the øre."""
    if ore is None:
        return "–"
    return f"{amounts.exact(int(ore), point=point())}{amounts.HARD_SPACE}{amounts.sign_of(currency)}"


def million(ore: int | None, currency: str = "NOK", places: int = 1) -> str:
    """57,4 mill. kr (57.4 million kr in English): rounded, and said to be in millions."""
    if ore is None:
        return "–"
    text = amounts.millions(int(ore), places=places, point=point())
    said = gettext("%(amount)s million %(currency)s", amount=text, currency=amounts.sign_of(currency))
    return said.replace(" ", amounts.HARD_SPACE)


def number(value: Decimal | int | float | None, places: int | None = None) -> str:
    """A number in the reader's language; ``places`` rounds for show."""
    if value is None:
        return "–"
    exact = Decimal(str(value))
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places))
    whole, _, rest = format(abs(exact), "f").partition(".")
    return f"{'−' if exact < 0 else ''}{amounts.grouped(int(whole))}" + (f"{point()}{rest}" if rest else "")


def short_date(day: date | datetime | None) -> str:
    """31.12.2024 (31 Dec 2024 in English)."""
    if day is None:
        return "–"
    if isinstance(day, datetime):
        day = day.astimezone(OSLO).date()
    # What Babel makes of «dd.MM.y», without reading the pattern anew for each of a page's many dates.
    return format_date(day, "d MMM y") if language() == "en" else f"{day.day:02}.{day.month:02}.{day.year}"


def long_date(day: date | None) -> str:
    """17. mai 2026 (17 May 2026 in English)."""
    return "–" if day is None else format_date(day, "d MMMM y" if language() == "en" else "long")


def clock_time(moment: datetime | None) -> str:
    """31.12.2024 kl. 14.05, in Oslo."""
    if moment is None:
        return "–"
    then = moment.astimezone(OSLO)
    return gettext("%(day)s at %(time)s", day=short_date(then), time=then.strftime("%H:%M"))


def period(value: Period | None) -> str:
    """As exact as the period is, and no more: «høsten 2022», «4. kvartal 2024», «2032»."""
    if value is None:
        return "–"
    year, month = value.first.year, value.first.month
    match value.precision:
        case Precision.DAY:
            return short_date(value.first)
        case Precision.MONTH:
            return format_date(value.first, "MMMM y")
        case Precision.QUARTER:
            return _quarter((month + 2) // 3, year)
        case Precision.HALF_YEAR:
            return gettext("spring %(year)s", year=year) if month < 7 else gettext("autumn %(year)s", year=year)
        case Precision.YEAR:
            return str(year)


def _quarter(quarter: int, year: int) -> str:
    match quarter:
        case 1:
            return gettext("1st quarter %(year)s", year=year)
        case 2:
            return gettext("2nd quarter %(year)s", year=year)
        case 3:
            return gettext("3rd quarter %(year)s", year=year)
    return gettext("4th quarter %(year)s", year=year)


def paragraphs(text: str | None) -> Markup:
    """Typed text with its paragraphs, escaped."""
    blocks = [block.strip() for block in (text or "").replace("\r", "").split("\n\n") if block.strip()]
    return Markup("").join(
        Markup("<p>") + Markup("<br>").join(escape(line) for line in block.split("\n")) + Markup("</p>")
        for block in blocks
    )


FILTERS = (money, million, number, short_date, long_date, clock_time, period, paragraphs)


def init_app(app: Flask) -> None:
    for function in FILTERS:
        app.add_template_filter(function)
    app.add_template_filter(words.word)
    app.add_template_filter(words.table_word)
