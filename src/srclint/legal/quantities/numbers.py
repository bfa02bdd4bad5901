"""Digits with their separators, as each language writes them (claims.md 5.2)."""

from __future__ import annotations

import re
from decimal import Decimal

# Most sentences have none, and then hold no figures but those in words.
DIGIT = re.compile("[0-9]")
# The expressions begin with a digit, so that the scan can skip to one; callers look at what stands before.
# Groups of three with one kind of separator, or plain digits with at most one decimal part.
NUMBER = re.compile(
    r"[0-9](?:[0-9]{0,2}(?P<sep>[ .,'])[0-9]{3}(?:(?P=sep)[0-9]{3}){0,6}(?![0-9])(?:[.,][0-9]{1,6})?"
    r"|[0-9]{0,29}(?:[.,][0-9]{1,12})?)"
)
POWER = re.compile(r"10(?:\^\{?|\*\*|\(| to the power of | to the power )([0-9]{1,3})[)}]?(?!\w)")
SUPERSCRIPT = re.compile(r"10([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?!\w)")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def read(digits: str, decimal: str) -> tuple[Decimal, bool]:
    """The value of a number as written, and whether only one reading is possible.

    ``decimal`` is the decimal sign of the language: "1.500" is 1500 in German, 1.5 in English;
    "1.500.000" and "15.5" are clear everywhere, and so is anything that begins with 0.
    """
    plain = digits.replace(" ", "").replace("'", "")
    dots, commas = plain.count("."), plain.count(",")
    if not dots and not commas:
        return Decimal(plain), True
    if dots and commas:
        last = "." if plain.rfind(".") > plain.rfind(",") else ","
        other = "," if last == "." else "."
        return Decimal(plain.replace(other, "").replace(last, ".")), True
    sign = "." if dots else ","
    if dots + commas > 1:
        return Decimal(plain.replace(sign, "")), True
    whole, _, rest = plain.partition(sign)
    if len(rest) != 3 or len(whole) > 3 or whole.startswith("0") or plain != digits:
        return Decimal(f"{whole}.{rest}"), True
    if sign == decimal:
        return Decimal(f"{whole}.{rest}"), False
    return Decimal(whole + rest), True


def plain(value: Decimal) -> str:
    """The value without exponent and trailing zeros: ``15000000``, ``1.5``."""
    return format(value.normalize(), "f")


def superscript(digits: str) -> str:
    """``²⁵`` -> ``25``."""
    return digits.translate(_SUPERSCRIPTS)
