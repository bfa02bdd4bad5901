"""Does the law still say it: versions, amendments and repeals from the register to the finding."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from .conftest import consolidated_act, oj_act

OLD = "02020R9001-20240101"
NEW = "02020R9001-20260801"
AMENDED = {
    "M1": ("32023R0012", "REGULATION (EU) 2023/12 of 1 December 2023", "20.12.2023"),
    "M2": ("32026R0777", "REGULATION (EU) 2026/777 of 1 July 2026", "20.7.2026"),
}
CURRENCY = ("SRC501", "SRC502", "SRC503")
ARTICLE = """---
date: {date}
---
Keepers register from 2 August 2027 (Article 2(1) of Regulation (EU) 2020/9001), and records are public (Article 3 of
Regulation (EU) 2020/9001). Fines are in Article 4 of Regulation (EU) 2020/9001.
"""


@pytest.fixture
def law(world: Any) -> Any:
    """An act of 2020, changed in 2024 (the fine) and in 2026 (the date), and a paragraph added."""
    title = "Regulation (EU) 2020/9001 on the keeping of small records"
    fine = "The fine shall not exceed {} of the turnover of the keeper."
    world.acts["32020R9001", "EN"] = oj_act(
        "202009001",
        title,
        {
            1: ["This Regulation lays down rules."],
            2: ["Keepers shall register from 2 August 2027.", "Registers are kept on paper."],
            3: ["Records \u2018of any kind\u2019 are public \u2013 see Annex\u00a0I."],
            4: [fine.format("2\u00a0%")],
        },
        recitals=2,
    )
    world.acts[OLD, "EN"] = consolidated_act(
        OLD,
        title,
        {
            "1": {"": "This Regulation lays down rules."},
            "2": {"1": "Keepers shall register from 2 August 2027.", "2": "Registers are kept on paper."},
            "3": {"": "Records 'of any kind' are public \u2014 see Annex I."},
            "4": {"": "M1 " + fine.format("3 %")},
        },
        amended={"M1": AMENDED["M1"]},
    )
    world.acts[NEW, "EN"] = consolidated_act(
        NEW,
        title,
        {
            "1": {"": "This Regulation lays down rules."},
            "2": {
                "1": "M2 Keepers shall register from 2 December 2028.",
                "2": "Registers are kept on paper.",
                "3": "M2 Small keepers pay no fee.",
            },
            "3": {"": "Records 'of any kind' are public \u2014 see Annex I."},
            "4": {"": "M1 " + fine.format("3 %")},
        },
        amended=AMENDED,
    )
    world.versions["32020R9001"] = [NEW, OLD]
    return world


def _found(report: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(f["code"], f["severity"], f["message"]) for f in report["findings"] if f["code"] in CURRENCY]


def _check(run: Any, law: Any, text: str, *more: str) -> list[tuple[str, str, str]]:
    run.write("article.md", text)
    return _found(run.json("article.md", "--remap", law.remap, *more))


def test_what_changed_between_the_article_and_today(run: Any, law: Any) -> None:
    law.requests.clear()
    (date, fine) = _check(run, law, ARTICLE.format(date="2022-06-22"))
    assert date == (
        "SRC502",
        "warning",
        "Article 2(1) of Regulation (EU) 2020/9001 was changed by Regulation (EU) 2026/777 after the article's date "
        "(22 June 2022): 2 August 2027 \u2192 2 December 2028.",
    )
    assert fine[2].endswith(
        "by Regulation (EU) 2023/12 after the article's date (22 June 2022): 2 % \u2192 3 %."
    )
    # Before the first consolidated text the act as published was in force: two texts, each two requests,
    # and one question each for versions and standing.
    assert len(law.requests) == 6, law.requests
    law.requests.clear()
    assert _check(run, law, ARTICLE.format(date="2022-06-22")) == [date, fine]
    assert law.requests == []


def test_the_text_in_force_at_the_articles_date_counts(run: Any, law: Any) -> None:
    (date,) = _check(run, law, ARTICLE.format(date="2025-06-22"))
    assert "2 August 2027 \u2192 2 December 2028" in date[2]
    assert any(OLD in asked for asked in law.requests)  # what differs is compared with that day's text
    assert _check(run, law, ARTICLE.format(date="2026-09-01")) == []


def test_what_did_not_change_needs_no_text_of_that_day(run: Any, law: Any) -> None:
    text = "---\ndate: 2025-06-22\n---\nRecords are public (Article 3 of Regulation (EU) 2020/9001).\n"
    assert _check(run, law, text) == []
    assert any(NEW in asked for asked in law.requests)
    assert not any(OLD in asked for asked in law.requests)


def test_a_frozen_article_and_rules_that_are_off_ask_for_nothing_more(run: Any, law: Any) -> None:
    frozen = ARTICLE.replace("---\nKeep", "srclint: {{frozen: true}}\n---\nKeep").format(date="2022-06-22")
    assert _check(run, law, frozen) == []
    assert not any("sparql" in asked or NEW in asked for asked in law.requests), law.requests
    assert _check(run, law, ARTICLE.format(date="2022-06-22"), "--ignore", "SRC5") == []
    assert not any("sparql" in asked or NEW in asked for asked in law.requests), law.requests


def test_the_register_is_down_and_nobody_is_accused(run: Any, law: Any) -> None:
    law.sparql = "fails"
    assert _check(run, law, ARTICLE.format(date="2022-06-22")) == []
    assert sum("sparql" in asked for asked in law.requests) == 1  # one question without an answer is enough


def test_a_version_that_is_not_served_says_nothing(run: Any, law: Any) -> None:
    del law.acts[NEW, "EN"]
    assert _check(run, law, ARTICLE.format(date="2022-06-22")) == []


def test_versions_of_a_day_to_come_do_not_count(run: Any, law: Any) -> None:
    later = f"02020R9001-{dt.date.today() + dt.timedelta(400):%Y%m%d}"  # noqa: DTZ011 - as the run sees it
    law.versions["32020R9001"] = [later, OLD]
    law.acts[later, "EN"] = law.acts[NEW, "EN"].replace(NEW.encode(), later.encode())
    (fine,) = _check(run, law, ARTICLE.format(date="2022-06-22"))
    assert "2 % \u2192 3 %" in fine[2]


def test_offline_from_a_folder_of_sources(run: Any, law: Any) -> None:
    for celex in ("32020R9001", NEW):
        run.write(f"sources/{celex}/EN.html", law.acts[celex, "EN"])
    offline = ("--offline", "--source-dir", "sources")
    # The version of 2024 is not there. That the date changed later the text's own list of acts shows;
    # the fine was changed before, as far as anybody can tell.
    (date,) = _check(run, law, ARTICLE.format(date="2025-06-22"), *offline)
    assert "2 August 2027 \u2192 2 December 2028" in date[2]
    assert law.requests == []
    # A folder proves nothing about the versions that it does not hold.
    text = "---\ndate: 2025-06-22\n---\nSee Article 5a of Regulation (EU) 2020/9001.\n"
    run.write("other.md", text)
    report = run.json("other.md", *offline)
    assert report["findings"] == []
    assert report["articles"][0]["references"][0]["verdict"] == "unverified"


def test_a_lock_written_from_a_folder_of_sources_fits_at_once(run: Any, law: Any) -> None:
    """No register listed the consolidated text: it is needed all the same, as long as its act is cited."""
    for celex in ("32020R9001", NEW):
        run.write(f"sources/{celex}/EN.html", law.acts[celex, "EN"])
    run.write("content/article.md", ARTICLE.format(date="2025-06-22"))
    assert (
        run(
            "lock", "--offline", "--source-dir", "sources", "--lock", "content/srclint.lock", "content"
        ).exit_code
        == 0
    )
    assert f"celex:{NEW} read" in (run.folder / "content/srclint.lock").read_text(encoding="utf-8")
    checked = run("lock", "--check", "--lock", "content/srclint.lock", "content")
    assert (checked.exit_code, "no longer cited" in checked.stdout) == (0, False), checked.stdout
    run.write("content/article.md", "# Nothing is cited any more\n")
    stale = run("lock", "--check", "--lock", "content/srclint.lock", "content")
    assert (stale.exit_code, stale.stdout.count("no longer cited")) == (1, 2), stale.stdout


def test_an_act_that_the_register_calls_ended(run: Any, law: Any) -> None:
    law.metadata["32020R9001"] = [{"inforce": "false", "end": "2025-12-31", "repealer": "32025R0100"}]
    text = "---\ndate: 2026-09-01\n---\nSee Article 3 of Regulation (EU) 2020/9001.\n"
    assert _check(run, law, text) == [
        (
            "SRC501",
            "warning",
            "Regulation (EU) 2020/9001 has not been in force since 1 January 2026; "
            "Regulation (EU) 2025/100 repealed it.",
        )
    ]


def test_a_link_to_an_old_consolidated_text(run: Any, law: Any) -> None:
    link = "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:02020R9001-20240101"
    text = f"---\ndate: 2026-09-01\n---\nKeepers register from 2 August 2027 ([Article 2(1)]({link})).\n"
    (found,) = _check(run, law, text)
    assert found[:2] == ("SRC503", "warning")
    assert "the consolidated text of 1 January 2024 of Regulation (EU) 2020/9001" in found[2]
    assert "2 August 2027 \u2192 2 December 2028" in found[2]


@pytest.fixture
def seed(real_data: Path, world: Any) -> str:
    world.add_real(real_data / "sources")
    return (real_data / "seed" / "ai-office.txt").read_bytes().decode("utf-8")


def test_the_seed_went_stale_in_july(run: Any, world: Any, seed: str, real_data: Path) -> None:
    """Dated 22 June 2026; the AI Act was amended with effect from 27 July 2026."""
    run.write("ai-office.txt", seed)
    online = _found(run.json("ai-office.txt", "--remap", world.remap))
    assert [found[:2] for found in online] == [("SRC502", "warning")]
    message = online[0][2]
    assert message.startswith("Article 64 et seq. of Regulation (EU) 2024/1689 (AI Act) were changed")
    assert "(22 June 2026)" in message
    assert "2026/1744" in message
    assert "new Article 64(3)" in message
    assert "Article 69(2)" in message
    offline = run.json("ai-office.txt", "--offline", "--source-dir", str(real_data / "sources"))
    assert _found(offline) == online


CHANGED = {
    # What Regulation (EU) 2026/1744 did to the provisions, as its consolidated text shows it.
    "Art. 113": "Article 113(c): 2 August 2027 \u2192 2 December 2027 and 2 August 2028",
    "Art. 10(5)": "was deleted",
    "Art. 5": "new Article 5(1)(ba)",
    "Art. 72(3)": "2 February 2026 \u2192 2 September 2027",
}
UNCHANGED = (
    "Art. 67",
    "Art. 68",
    "Art. 73",
    "Art. 101",
    "Art. 99(3)",
    "Art. 5(1)(a)",
    "Annex III",
    "recital 97",
)


def test_each_provision_by_itself(run: Any, world: Any, seed: str) -> None:
    lines = [f"It says so in {name} of the AI Act." for name in (*CHANGED, *UNCHANGED)]
    run.write("list.md", "---\ndate: 2026-06-22\n---\n" + "\n\n".join(lines) + "\n")
    found = run.json("list.md", "--remap", world.remap)["findings"]
    told = {lines[(f["start"]["line"] - 4) // 2]: f["message"] for f in found if f["code"] == "SRC502"}
    assert set(told) == set(lines[: len(CHANGED)])
    for line, words in zip(lines, CHANGED.values(), strict=False):
        assert words in told[line]
