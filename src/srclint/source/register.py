"""What the register of EU law knows about an act, by its SPARQL endpoint (eu-sources.md 4.2).

Absent means unknown: a field that the register does not fill says nothing. Errors inside a 200 are
errors. Nothing here raises for what the endpoint does; ``answered`` tells whether the last one answered.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from srclint.model import ActMetadata
from srclint.source.data import hosts_data
from srclint.source.wire import FetchError

if TYPE_CHECKING:
    from srclint.source.follow import Fetcher

_BATCH = 40
_CELEX = re.compile(r"[0-9CE]\d{4}[A-Z]{1,2}[0-9A-Z()/_-]{1,24}")
_XSD = "http://www.w3.org/2001/XMLSchema#string"
_PREFIX = "PREFIX cdm: <http://publications.europa.eu/ontology/cdm#>\n"


class Register:
    """Asks the SPARQL endpoint, in batches."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._endpoint: str = hosts_data()["cellar"]["sparql"]
        self._codes = {long: short for short, long in hosts_data()["cellar"]["languages"].items()}
        self.answered = False

    async def languages(self, celex: str) -> tuple[str, ...] | None:
        """The languages of an act, two-letter, sorted; None where the register does not know the act
        or did not answer (``answered`` tells which).
        """
        rows = await self._select(
            "SELECT DISTINCT ?w ?lang WHERE { "
            + _values([celex])
            + " ?w cdm:resource_legal_id_celex ?celex ."
            + " OPTIONAL { ?e cdm:expression_belongs_to_work ?w . ?e cdm:expression_uses_language ?lang } }"
        )
        if not rows:
            return None
        found = {row.get("lang", "").rsplit("/", 1)[-1].lower() for row in rows}
        return tuple(sorted(self._codes[code] for code in found if code in self._codes))

    async def versions(self, celexes: Sequence[str]) -> dict[str, tuple[str, ...]] | None:
        """The consolidated versions of each act, newest first, () where it has none; None: no answer."""
        result: dict[str, tuple[str, ...]] = {}
        for batch in _batches(celexes):
            rows = await self._select(
                "SELECT DISTINCT ?celex ?version WHERE { "
                + _values(batch)
                + " ?w cdm:resource_legal_id_celex ?celex ."
                + " OPTIONAL { ?c (cdm:act_consolidated_consolidates_resource_legal"
                + "|cdm:act_consolidated_based_on_resource_legal) ?w ."
                + " ?c cdm:resource_legal_id_celex ?version } }"
            )
            if rows is None:
                return result or None
            for celex in batch:
                # A version also names the acts that changed it: only its own base act counts.
                pattern = re.compile(rf"0{re.escape(celex[1:])}-\d{{8}}")
                mine = [row for row in rows if row.get("celex") == celex]
                if mine:
                    found = {v for row in mine if pattern.fullmatch(v := row.get("version", ""))}
                    result[celex] = tuple(sorted(found, reverse=True))
        return result

    async def metadata(self, celexes: Sequence[str]) -> dict[str, ActMetadata] | None:
        """What is known of each act; an act that the register does not know is left out; None: no answer."""
        result: dict[str, ActMetadata] = {}
        for batch in _batches(celexes):
            rows = await self._select(
                "SELECT DISTINCT ?celex ?inforce ?end ?eif ?repealer ?corrigendum WHERE { "
                + _values(batch)
                + " ?w cdm:resource_legal_id_celex ?celex ."
                + " OPTIONAL { ?w cdm:resource_legal_in-force ?inforce }"
                + " OPTIONAL { ?w cdm:resource_legal_date_end-of-validity ?end }"
                + " OPTIONAL { ?w cdm:resource_legal_date_entry-into-force ?eif }"
                + " OPTIONAL { ?n (cdm:resource_legal_repeals_resource_legal"
                + "|cdm:resource_legal_implicitly_repeals_resource_legal) ?w ."
                + " ?n cdm:resource_legal_id_celex ?repealer }"
                + " OPTIONAL { ?k cdm:resource_legal_corrects_resource_legal ?w ."
                + " ?k cdm:resource_legal_id_celex ?corrigendum } }"
            )
            if rows is None:
                return result or None
            for celex in batch:
                mine = [row for row in rows if row.get("celex") == celex]
                if mine:
                    result[celex] = _metadata(celex, mine)
        return result

    async def _select(self, query: str) -> list[dict[str, str]] | None:
        self.answered = False
        address = f"{self._endpoint}?" + urlencode(
            {"query": _PREFIX + query, "format": "application/sparql-results+json"}
        )
        try:
            answer = await self._fetcher.get(
                address, {"Accept": "application/sparql-results+json"}, upgrade=True
            )
        except FetchError:
            return None
        if answer.status != 200 or "json" not in (answer.content_type or "").lower():
            return None  # "Virtuoso 37000 Error" comes as text with status 200
        try:
            bindings = json.loads(answer.body)["results"]["bindings"]
            rows = [{name: str(cell["value"]) for name, cell in row.items()} for row in bindings]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        self.answered = True
        return rows


def _values(celexes: Iterable[str]) -> str:
    safe = [celex for celex in celexes if _CELEX.fullmatch(celex)]
    # The register types most numbers as strings and some not at all.
    return "VALUES ?celex { " + " ".join(f'"{celex}"^^<{_XSD}> "{celex}"' for celex in safe) + " }"


def _batches(celexes: Sequence[str]) -> list[list[str]]:
    unique = sorted({celex for celex in celexes if _CELEX.fullmatch(celex)})
    return [unique[at : at + _BATCH] for at in range(0, len(unique), _BATCH)]


def _metadata(celex: str, rows: Sequence[dict[str, str]]) -> ActMetadata:
    flags = {row["inforce"].lower() in ("true", "1") for row in rows if row.get("inforce")}
    ends = _dates(rows, "end")
    return ActMetadata(
        celex,
        in_force=flags.pop() if len(flags) == 1 else None,
        end_of_validity=min(ends) if ends else None,
        entry_into_force=_dates(rows, "eif"),
        repealed_by=_numbers(rows, "repealer"),
        corrected_by=_numbers(rows, "corrigendum"),
    )


def _dates(rows: Sequence[dict[str, str]], name: str) -> tuple[dt.date, ...]:
    found = set()
    for row in rows:
        try:
            day = dt.date.fromisoformat(row.get(name, "")[:10])
        except ValueError:
            continue
        if 1951 <= day.year < 2200:  # 9999-12-31 means "no end"
            found.add(day)
    return tuple(sorted(found))


def _numbers(rows: Sequence[dict[str, str]], name: str) -> tuple[str, ...]:
    # The register's own links hold typing errors: what is no CELEX number is left out.
    return tuple(sorted({row[name] for row in rows if _CELEX.fullmatch(row.get(name, ""))}))
