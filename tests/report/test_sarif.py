"""``sarif``: against the standard's constraints, and against what a schema cannot say.

The schema in ``data/`` is written from the standard for the properties that srclint writes; no
package on the index carries the official one.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from srclint.model import Edit, Fix, Gone, Severity, SourceRecord, Suppressed, Unverified
from srclint.report import Style, render
from srclint.report.sarif import escape_message, file_uri
from srclint.report.visible import visible_text

SCHEMA = json.loads(
    Path(__file__).with_name("data").joinpath("sarif-2.1.0-subset.schema.json").read_text("utf-8")
)


def sarif(report) -> dict:
    """The log, valid by the schema and by the standard's prose."""
    log = json.loads(render("sarif", report, Style()))
    jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        if "ruleIndex" in result:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        related = result.get("relatedLocations", [])
        assert len({location["id"] for location in related}) == len(related)
        for location in [*result["locations"], *related]:
            place = location["physicalLocation"]
            target = run["artifacts"][place["artifactLocation"]["index"]]
            assert target["location"]["uri"] == place["artifactLocation"]["uri"]
            region = place["region"]
            start = region["startLine"], region["startColumn"]
            assert start <= (region["endLine"], region["endColumn"])
    return run


def mixed(build):
    text = "One 😀 Art. 640 http://x.test/ end.\n"
    edit = Edit(text.index("http"), text.index("http") + 4, "https")
    return build.judged(
        build.article(text, "b ü/1:a%.md"),
        build.finding(text, "One", "SRC101", Severity.WARNING, path="b ü/1:a%.md", fingerprint="aa"),
        build.finding(
            text,
            "http",
            "SRC207",
            Severity.INFO,
            path="b ü/1:a%.md",
            fix=Fix(True, (edit,)),
            name="insecure-url",
        ),
        build.finding(
            text, "Art. 640", path="b ü/1:a%.md", fingerprint="bb", suppressed=Suppressed("inline", "old")
        ),
        build.finding(text, "end", path="b ü/1:a%.md", suppressed=Suppressed("baseline", "older")),
    )


def test_rules_results_and_places(build):
    run = sarif(build.report(build.report().articles[0], mixed(build)))
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["name"] == "srclint"
    assert [result["level"] for result in run["results"]] == ["error", "error", "error", "warning", "note"]
    first = run["results"][0]
    assert first["ruleId"] == "SRC301"
    assert first["message"]["text"].startswith("Art. 640 does not exist")
    assert first["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 4,
        "startColumn": 35,
        "endLine": 4,
        "endColumn": 43,
    }
    (footnote,) = first["relatedLocations"]
    assert footnote["message"]["text"] == "footnote 1"
    assert footnote["physicalLocation"]["region"]["startLine"] == 6
    rule = run["tool"]["driver"]["rules"][first["ruleIndex"]]
    assert rule["name"] == "provision-not-in-source"
    assert "## Use instead" in rule["help"]["markdown"]
    off = next(rule for rule in run["tool"]["driver"]["rules"] if rule["id"] == "SRC105")
    assert off["defaultConfiguration"] == {"enabled": False, "level": "none"}


def test_columns_are_code_points_and_uris_are_encoded(build):
    run = sarif(build.report(mixed(build)))
    assert run["artifacts"][0]["location"] == {"uri": "b%20%C3%BC/1%3Aa%25.md", "uriBaseId": "%SRCROOT%"}
    art = next(r for r in run["results"] if r["partialFingerprints"]["srclint/v1"] == "bb:1")
    assert art["locations"][0]["physicalLocation"]["region"]["startColumn"] == 7


def test_suppressions_are_told_for_every_result(build):
    run = sarif(build.report(mixed(build)))
    assert [result["suppressions"] for result in run["results"]] == [
        [{"kind": "inSource", "status": "accepted", "justification": "old"}],
        [{"kind": "external", "status": "accepted", "justification": "older"}],
        [],
        [],
    ]


def test_a_fix_replaces_its_region(build):
    run = sarif(build.report(mixed(build)))
    (fix,) = run["results"][-1]["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 1, "startColumn": 16, "endLine": 1, "endColumn": 20},
            "insertedContent": {"text": "https"},
        }
    ]


def test_fingerprints_stay_when_lines_move_and_part_equal_faults(build):
    def prints(text: str) -> list[str]:
        found = [
            build.finding(text, "Art. 9", fingerprint="same"),
            build.finding(text, "Art. 9.", fingerprint="same"),
        ]
        run = sarif(build.report(build.judged(build.article(text), *found)))
        return [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]

    assert prints("See Art. 9.\n") == prints("# New\n\nMoved: Art. 9.\n") == ["same:1", "same:2"]


def test_what_was_not_checked_is_notified(build):
    sources = [
        SourceRecord("url:b", (), Unverified("url:b", "blocked", "A [challenge] page.", 202)),
        SourceRecord("url:a", (), Gone("url:a", "gone", "410", 410)),
    ]
    run = sarif(build.report(sources=sources, notes=("Half of it.",)))
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is True
    assert [note["message"]["text"] for note in invocation["toolExecutionNotifications"]] == [
        r"Not checked (blocked): url:b. A \[challenge\] page.",
        "Half of it.",
    ]


def test_the_schema_refuses_what_the_standard_refuses(build):
    log = json.loads(render("sarif", build.report(), Style()))
    validator = jsonschema.Draft7Validator(SCHEMA)
    region = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    region["startLine"] = 0
    assert not validator.is_valid(log)
    region["startLine"] = 4
    assert validator.is_valid(log)
    log["runs"][0]["results"][0]["level"] = "info"
    assert not validator.is_valid(log)


@given(st.text())
def test_a_message_reads_back_and_holds_no_link_and_no_placeholder(text):
    written = escape_message(text)
    assert not re.search(r"(?<!\\)(\\\\)*[\[\]]", written)
    assert "{" not in written.replace("{{", "")
    assert "}" not in written.replace("}}", "")
    # Read as the standard says: \[ \] \\ stand for themselves, {{ and }} for one brace.
    read = re.sub(r"\\([\[\]\\])", r"\1", written).replace("{{", "{").replace("}}", "}")
    assert read == visible_text(text)


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
def test_a_path_reads_back_from_its_uri(path):
    uri = file_uri(path)
    assert re.fullmatch(r"(file://)?[A-Za-z0-9._~/%-]*", uri)
    assert unquote_to_bytes(uri.removeprefix("file://")).decode() == path
    assert not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", uri) or path.startswith("/")


@pytest.mark.parametrize(
    ("path", "uri"), [("a/b.md", "a/b.md"), ("/a b.md", "file:///a%20b.md"), ("c:d.md", "c%3Ad.md")]
)
def test_uris(path, uri):
    assert file_uri(path) == uri
