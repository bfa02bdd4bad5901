"""Numbers and units in words, for the mutator and for the check that knows nothing of srclint's own reading."""

from __future__ import annotations

import re
from decimal import Decimal

_WORDS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
    "nl": "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
    "zeventien achttien negentien twintig",
    "de": "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn zwanzig",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf vingt",
}
_MORE = {
    "en": {"a": 1, "an": 1, "thirty": 30, "sixty": 60, "ninety": 90, "seventy-two": 72, "twenty-one": 21},
    "nl": {"één": 1, "dertig": 30, "zestig": 60, "negentig": 90},
    "de": {"eine": 1, "einen": 1, "einem": 1, "eines": 1, "einer": 1, "dreißig": 30, "sechzig": 60},
    "fr": {
        "une": 1,
        "vingt-quatre": 24,
        "trente": 30,
        "cinquante": 50,
        "soixante": 60,
        "quatre-vingt-dix": 90,
        "soixante-douze": 72,
    },
}
NAMES = {language: words.split() for language, words in _WORDS.items()}
"""The words for 1 to 20."""
VALUES = {
    language: {word: n for n, word in enumerate(words, 1)} | _MORE[language]
    for language, words in NAMES.items()
}
HALF = {"en": "half a", "nl": "een half", "de": "ein halbes", "fr": "une demi-"}

SCALES = {
    "thousand": 3,
    "million": 6,
    "millions": 6,
    "billion": 9,
    "miljoen": 6,
    "mln": 6,
    "miljard": 9,
    "mld": 9,
    "mio": 6,
    "millionen": 6,
    "mrd": 9,
    "milliarden": 9,
    "milliard": 9,
    "milliards": 9,
    "bn": 9,
    "m": 6,
    "md": 9,
}
DIGITS = r"\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?![\d])|\d+(?:[.,]\d+)?"

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
MONTH_NAMES = {language: names.split() for language, names in MONTHS.items()}

# Unit -> its forms, in an order that is the same for every unit of the language: singular, plural, after a case.
UNITS = {
    "en": {"hour": ("hour", "hours"), "day": ("day", "days"), "week": ("week", "weeks")}
    | {"month": ("month", "months"), "year": ("year", "years"), "minute": ("minute", "minutes")},
    "nl": {"hour": ("uur", "uur"), "day": ("dag", "dagen"), "week": ("week", "weken")}
    | {"month": ("maand", "maanden"), "year": ("jaar", "jaar"), "minute": ("minuut", "minuten")},
    "de": {"hour": ("Stunde", "Stunden", "Stunden"), "day": ("Tag", "Tage", "Tagen")}
    | {"week": ("Woche", "Wochen", "Wochen"), "month": ("Monat", "Monate", "Monaten")}
    | {"year": ("Jahr", "Jahre", "Jahren"), "minute": ("Minute", "Minuten", "Minuten")},
    "fr": {"hour": ("heure", "heures"), "day": ("jour", "jours"), "week": ("semaine", "semaines")}
    | {"month": ("mois", "mois"), "year": ("an", "ans"), "minute": ("minute", "minutes")},
}
_EXTRA_FORMS = {
    "jaren": "year",
    "uren": "hour",
    "année": "year",
    "années": "year",
    "monats": "month",
    "tages": "day",
    "jahres": "year",
}
UNIT_OF = {
    language: {form.lower(): unit for unit, forms in units.items() for form in forms} | _EXTRA_FORMS
    for language, units in UNITS.items()
}


def number(token: str, language: str) -> Decimal | None:
    """The value of one number as written, digits or words; a scale word is not part of it."""
    token = token.strip()
    word = token.lower()
    if word in VALUES[language]:
        return Decimal(VALUES[language][word])
    grouped = re.fullmatch(r"\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+", token)
    if grouped:
        return Decimal(re.sub(r"\D", "", token))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", token):
        return Decimal(token.replace(",", "."))
    return None


def pattern(language: str) -> re.Pattern[str]:
    """Finds a number in digits or words; the scale word after it is group ``scale``."""
    words = "|".join(re.escape(word) for word in sorted(VALUES[language], key=len, reverse=True))
    scales = "|".join(sorted(SCALES, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w])(?P<digits>{DIGITS})(?:[ \u00a0]?(?P<scale>{scales})\b)?"
        rf"|(?<![\w-])(?P<word>{words})(?:[ \u00a0-](?P<wordscale>{scales})\b)?(?!\w)",
        re.IGNORECASE,
    )
