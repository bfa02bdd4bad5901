"""``json``: the shape that scripts build on, key by key and in order."""

from __future__ import annotations

import datetime as dt
import json

from hypothesis import given
from hypothesis import strategies as st

from srclint.model import (
    Coverage,
    Edit,
    Fix,
    Gone,
    Scope,
    SourceRecord,
    Strength,
    Support,
    SupportVerdict,
    Suppressed,
    Tier,
    Unverified,
    Verdict,
    VerdictState,
)
from srclint.report import FORMATS, Style, render
from srclint.report.visible import is_hidden, json_text


def check(report) -> dict:
    return json.loads(render("json", report, Style()))


def keys(record: dict) -> list[str]:
    return list(record)


def test_the_shape_of_the_document(build):
    document = check(build.report())
    assert keys(document) == ["version", "tool", "articles", "findings", "sources", "summary"]
    assert document["version"] == 1
    assert document["tool"] == {"name": "srclint", "version": "0.1.0"}
    (article,) = document["articles"]
    assert keys(article) == ["path", "language", "as_of", "default_act", "units", "citations", "references"]
    assert article["as_of"] == "2026-06-22"
    assert article["units"][1] == {
        "id": "u2",
        "start": 54,
        "end": 101,
        "line": 4,
        "column": 1,
        "text": "Fines of up to 3 % are set out in Art. 640.[^1]",
        "block": "paragraph",
        "tier": "hard",
        "reasons": ["percent"],
        "citations": ["fn:1"],
        "coverage": [{"citation": "fn:1", "scope_rule": "S3", "strength": "exact"}],
        "references": ["r1"],
        "facts": [{"type": "percent", "value": "3", "raw": "3 %", "start": 69, "end": 72}],
        "support": [],
    }
    assert article["citations"] == [
        {
            "id": "fn:1",
            "kind": "footnote",
            "label": "1",
            "url": build.URL,
            "description": "The AI Act",
            "start": 103,
            "end": 167,
            "line": 6,
            "column": 1,
            "document": build.ACT,
            "verdict": "verified",
            "reason": None,
        }
    ]
    assert article["references"] == [
        {
            "id": "r1",
            "start": 88,
            "end": 96,
            "line": 4,
            "column": 35,
            "text": "Art. 640",
            "act": "32024R1689",
            "act_source": "footnote",
            "targets": ["art_640"],
            "citation": "fn:1",
            "confidence": "high",
            "verdict": "missing",
            "reason": "art_640",
        }
    ]
    assert document["findings"] == [
        {
            "code": "SRC301",
            "name": "provision-not-in-source",
            "severity": "error",
            "message": "Art. 640 does not exist in Regulation (EU) 2024/1689, which has 113 articles.",
            "help": "Check the number.",
            "path": "articles/ai-office.md",
            "start": {"offset": 88, "line": 4, "column": 35},
            "end": {"offset": 96, "line": 4, "column": 43},
            "unit": "u2",
            "citation": "fn:1",
            "reference": "r1",
            "document": build.ACT,
            "fix": None,
            "suppressed": None,
            "fingerprint": "f00d",
        }
    ]
    assert document["sources"] == [
        {
            "id": build.ACT,
            "urls": [build.URL],
            "state": "fetched",
            "reason": None,
            "status": 200,
            "fetched_from": "https://publications.europa.eu/resource/celex/32024R1689",
            "title": "Artificial Intelligence Act",
            "language": "en",
            "version": "2024-07-12",
            "format": "oj-html",
            "sha256": "ab" * 32,
            "retrieved": "2026-11-23T19:00:00Z",
        }
    ]
    assert document["summary"] == {
        "articles": 1,
        "units": 2,
        "claims": {"hard": 2, "soft": 0, "with_source": 1, "without_source": 1},
        "citations": {"verified": 1, "gone": 0, "unverified": 0},
        "references": {"verified": 0, "missing": 1, "unverified": 0},
        "findings": {"error": 1, "warning": 0, "info": 0},
        "suppressed": 0,
        "baseline": 0,
        "left_out": 0,
        "requests": 3,
    }


def test_the_order_of_keys_is_the_documented_one(build):
    document = check(build.report())
    assert keys(document["findings"][0])[:6] == ["code", "name", "severity", "message", "help", "path"]
    assert keys(document["sources"][0])[:4] == ["id", "urls", "state", "reason"]
    assert keys(document["articles"][0]["units"][0])[-1] == "support"


def test_suppressed_findings_stay_and_are_counted_apart(build):
    hidden = Suppressed("inline", "known")
    fix = Fix(False, (Edit(1, 2, "x"),))
    document = check(
        build.report(build.judged(None, build.finding(build.TEXT, "640", suppressed=hidden, fix=fix)))
    )
    (found,) = document["findings"]
    assert found["suppressed"] == {"by": "inline", "reason": "known"}
    assert found["fix"] == {"safe": False, "edits": [{"start": 1, "end": 2, "replacement": "x"}]}
    assert document["summary"]["findings"] == {"error": 0, "warning": 0, "info": 0}
    assert document["summary"]["suppressed"] == 1


def test_sources_that_were_not_read(build):
    sources = [
        SourceRecord("url:b", ("u",), Unverified("url:b", "blocked", "A challenge.", 202)),
        SourceRecord("url:a", (), Gone("url:a", "not-found", "404", 404, "https://a.test/")),
    ]
    gone, unread = check(build.report(sources=sources))["sources"]
    assert (gone["id"], gone["state"], gone["reason"], gone["status"]) == ("url:a", "gone", "not-found", 404)
    assert gone["fetched_from"] == "https://a.test/"
    assert (unread["state"], unread["reason"], unread["status"]) == ("unverified", "blocked", 202)
    assert keys(gone) == keys(unread)
    assert unread["title"] is unread["sha256"] is unread["retrieved"] is None


def test_could_not_check_is_never_a_pass(build):
    entry = build.judged(
        citations={"fn:1": Verdict(VerdictState.UNVERIFIED, "timeout")},
        references={"r1": Verdict(VerdictState.NOT_CHECKED, None)},
    )
    document = check(build.report(entry))
    assert document["summary"]["citations"] == {"verified": 0, "gone": 0, "unverified": 1}
    assert document["summary"]["references"] == {"verified": 0, "missing": 0, "unverified": 1}
    assert document["articles"][0]["citations"][0]["verdict"] == "unverified"
    assert document["articles"][0]["citations"][0]["reason"] == "timeout"
    assert document["articles"][0]["references"][0]["verdict"] == "not-checked"
    # No verdict at all is "not checked" too.
    silent = check(build.report(build.judged(citations={}, references={})))
    assert silent["articles"][0]["citations"][0]["verdict"] == "not-checked"


def test_a_reference_into_a_source_that_is_gone_was_not_compared(build):
    entry = build.judged(references={"r1": Verdict(VerdictState.GONE, "not-found")})
    assert check(build.report(entry))["summary"]["references"] == {
        "verified": 0,
        "missing": 0,
        "unverified": 1,
    }


def test_support_holds_the_passage_and_what_is_missing(build):
    fact = build.article().units[1].facts[0]
    support = Support(
        "fn:1", SupportVerdict.ELSEWHERE, None, "art_64", "3 % of turnover", "up to ", ", whichever", build.ACT,
        f"{build.URL}#art_64", (fact,), ("art_101.par_1",), "3 % stands in Article 101(1).",
    )  # fmt: skip
    blocked = Support("fn:1", SupportVerdict.UNCHECKED, "blocked")
    entry = build.judged(support={"u2": (support, blocked)})
    assert check(build.report(entry))["articles"][0]["units"][1]["support"] == [
        {
            "citation": "fn:1",
            "verdict": "elsewhere",
            "reason": None,
            "provision": "art_64",
            "quote": {"exact": "3 % of turnover", "prefix": "up to ", "suffix": ", whichever"},
            "document": build.ACT,
            "url": f"{build.URL}#art_64",
            "missing": [{"type": "percent", "value": "3", "raw": "3 %"}],
            "found_in": ["art_101.par_1"],
            "note": "3 % stands in Article 101(1).",
        },
        {
            "citation": "fn:1",
            "verdict": "unchecked",
            "reason": "blocked",
            "provision": None,
            "quote": None,
            "document": None,
            "url": None,
            "missing": [],
            "found_in": [],
            "note": None,
        },
    ]


def test_with_source_follows_the_scope_and_the_strictness(build):
    from dataclasses import replace

    article = build.article()
    first, second = article.units
    weak = replace(second, coverage=(Coverage("fn:1", "S9", Strength.DOCUMENT),))
    soft = replace(first, tier=Tier.SOFT)

    def counts(**changes):
        entry = build.judged(replace(article, **changes))
        return check(build.report(entry))["summary"]["claims"]

    assert counts(units=(soft, weak)) == {"hard": 1, "soft": 1, "with_source": 0, "without_source": 1}
    assert counts(units=(soft, weak), scope=Scope.DOCUMENT)["with_source"] == 1
    assert counts(units=(soft, weak), claims="strict")["without_source"] == 2


def test_same_input_same_bytes_in_any_order(build):
    a = build.judged(build.article(path="a.md"), build.finding(build.TEXT, "AI", path="a.md"))
    b = build.judged(
        build.article(path="b.md"),
        build.finding(build.TEXT, "640", path="b.md"),
        build.finding(build.TEXT, "AI", path="b.md"),
    )
    c = build.judged(b.article, *reversed(b.findings))
    sources = [build.fetched("celex:2"), build.fetched("celex:1")]
    for name in FORMATS:
        assert render(name, build.report(a, b, sources=sources), Style()) == render(
            name, build.report(c, a, sources=sources[::-1]), Style()
        )


def test_a_time_without_a_zone_is_utc(build):
    from dataclasses import replace

    record = build.fetched()
    naive = replace(
        record, source=replace(record.source, retrieved=dt.datetime.fromisoformat("2026-01-02T03:04:05"))
    )
    assert check(build.report(sources=[naive]))["sources"][0]["retrieved"] == "2026-01-02T03:04:05Z"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=20,
)


@given(values)
def test_json_text_reads_back_and_hides_nothing(value):
    written = json_text(value)
    assert json.loads(written) == value
    assert written.endswith("\n")
    assert not any(is_hidden(char) for char in written.replace("\n", ""))
    written.encode("utf-8")


def test_json_is_not_ascii_only_and_lone_surrogates_can_be_written():
    assert json_text(["é第\u202e\udc80\U000e0041"]) == '[\n  "é第\\u202e\\udc80\\udb40\\udc41"\n]\n'
