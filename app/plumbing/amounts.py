"""How amounts and numbers are written. Amounts are hundredths (øre, pence); nothing is rounded unless it says so."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

HARD_SPACE = "\u00a0"
SIGNS = {"NOK": "kr"}


def grouped(whole: int) -> str:
    """Thousands apart by hard spaces: 57 383 633."""
    return f"{whole:,}".replace(",", HARD_SPACE).replace("-", "−")


def exact(hundredths: int, *, point: str = ",") -> str:
    """Every øre that is there: 57 383 633, or 57 383 633,50."""
    sign = "−" if hundredths < 0 else ""
    whole, rest = divmod(abs(hundredths), 100)
    return f"{sign}{grouped(whole)}" + (f"{point}{rest:02}" if rest else "")


def millions(hundredths: int, *, places: int = 1, point: str = ",") -> str:
    """In millions, rounded half to even; the page says «mill.», so that the rounding is not silent."""
    amount = (Decimal(hundredths) / 10**8).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    whole, _, rest = format(abs(amount), "f").partition(".")
    return f"{'−' if amount < 0 else ''}{grouped(int(whole))}" + (f"{point}{rest}" if rest else "")


def sign_of(currency: str) -> str:
    """kr for NOK, else the ISO code: nobody mistakes GBP for kroner."""
    return SIGNS.get(currency, currency)
