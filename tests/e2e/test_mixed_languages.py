"""A file's findings are its own: the same alone and among others, in whatever language those are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .conftest import oj_act

ACT = "32030R9001"
ENGLISH = """---
lang: en
---
# Records

Under Article 2(1) of Regulation (EU) 2030/9001 “keepers in the Union shall keep legible records for seven years”.
Under Article 3(1) of Regulation (EU) 2030/9001 the fine shall not exceed EUR 15 000.
"""
FRENCH = """---
lang: fr
---
# Registres

Selon l'article 2, paragraphe 1, du règlement (UE) 2030/9001 « les teneurs de l'Union conservent les registres lisibles
pendant sept ans ». Selon l'article 3, paragraphe 1, du règlement (UE) 2030/9001, l'amende n'excède pas 15 000 EUR.
"""
DUTCH = """---
lang: nl
---
# Registers

Volgens artikel 3, lid 1, van Verordening (EU) 2030/9001 bedraagt de boete ten hoogste 15 000 EUR.
"""


@pytest.fixture
def two(world: Any, run: Any) -> Any:
    """The act in English and in French, with a quotable sentence in each; in Dutch it is not served."""
    for language, words, fine in (
        (
            "EN",
            "Keepers in the Union shall keep legible records for five years.",
            "The fine shall not exceed EUR 12 000.",
        ),
        (
            "FR",
            "Les teneurs de l'Union conservent les registres lisibles pendant cinq ans.",
            "L'amende n'excède pas 12 000 EUR.",
        ),
    ):  # fmt: skip
        body = oj_act("203009001", "(EU) 2030/9001", {1: ["-"], 2: [words, "-"], 3: [fine, "-"]})
        for before, after in ((b"EN.000101", b"%s.000101"), (b'oj-hd-lg">EN', b'oj-hd-lg">%s')):
            body = body.replace(before, after % language.encode())
        world.acts[ACT, language] = body
    for name, text in (("a.md", ENGLISH), ("b.md", FRENCH), ("c.md", DUTCH)):
        run.write(name, text)
    return run


def of(report: dict[str, Any], name: str) -> list[tuple[Any, ...]]:
    return [
        (f["code"], f["severity"], f["start"]["offset"], f["message"], f["fingerprint"])
        for f in report["findings"]
        if f["path"] == name
    ]


def support(report: dict[str, Any], name: str) -> list[Any]:
    return [u["support"] for a in report["articles"] if a["path"] == name for u in a["units"]]


ORDERS = (("a.md", "b.md", "c.md"), ("c.md", "b.md", "a.md"), ("b.md", "a.md"), ("c.md", "a.md"))


@pytest.mark.parametrize("files", ORDERS, ids=" ".join)
def test_alone_and_in_a_mixed_run(two: Any, world: Any, files: tuple[str, ...]) -> None:
    mixed = two.json(*files, "--remap", world.remap, "--no-cache")
    for name in files:
        alone = two.json(name, "--remap", world.remap, "--no-cache")
        assert of(mixed, name) == of(alone, name)
        assert support(mixed, name) == support(alone, name)
        assert {f[0] for f in of(alone, name)} >= {"SRC401"}


def test_each_article_is_compared_with_its_own_language(two: Any, world: Any) -> None:
    report = two.json("a.md", "b.md", "c.md", "--remap", world.remap, "--no-cache")
    near = {f["path"]: f["message"] for f in report["findings"] if f["code"] == "SRC403"}
    assert "“five” where the quotation has “seven”" in near["a.md"]
    assert "“cinq” where the quotation has “sept”" in near["b.md"]


def test_what_another_file_had_looked_up_changes_nothing(two: Any, world: Any) -> None:
    """The sentence names an act that only the other file asks for."""
    world.acts["32030R9002", "EN"] = oj_act("203009002", "(EU) 2030/9002", {1: ["The fine is EUR 15 000."]})
    text = ENGLISH.replace("the fine shall", "and not under Regulation (EU) 2030/9002 the fine shall")
    two.write("named.md", text)
    two.write("other.md", "# Other\n\nArticle 1 of Regulation (EU) 2030/9002 sets a fine of EUR 15 000.\n")
    alone = two.json("named.md", "--remap", world.remap, "--no-cache")
    mixed = two.json("named.md", "other.md", "--remap", world.remap, "--no-cache")
    assert of(mixed, "named.md") == of(alone, "named.md")
    assert support(mixed, "named.md") == support(alone, "named.md")


def test_a_further_language_is_one_request_more(two: Any, world: Any) -> None:
    def asked(*files: str) -> int:
        world.requests.clear()
        two.json(*files, "--remap", world.remap, "--no-cache", "--ignore", "SRC5")
        return sum("/resource/celex/" in request for request in world.requests)

    one = asked("a.md")
    assert one == 1
    assert asked("a.md", "b.md") == one + 1
    # Not served in Dutch: the English text stands in, and is not fetched a second time.
    assert asked("a.md", "c.md") == asked("c.md") == 2


def test_many_links_in_one_language_are_one_document(world: Any, run: Any) -> None:
    for number in range(5):
        celex = f"32030R91{number:02}"
        world.acts[celex, "EN"] = oj_act(f"20309{number}", "an act", {1: ["-"], 2: ["-"], 3: ["-"]})
        for file in range(4):
            links = "\n".join(
                f"- [Article {n}](https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{celex}#art_{n}), "
                f"[again](https://eur-lex.europa.eu/eli/reg/2030/91{number:02}/oj#art_{n})"
                for n in (1, 2)
            )
            run.write(f"{number}-{file}.md", f"---\nlang: en\n---\n# Links\n\n{links}\n")
    run.json(".", "--remap", world.remap, "--no-cache", "--ignore", "SRC5")
    for number in range(5):
        mine = [r for r in world.requests if f"32030R91{number:02}" in r and "sparql" not in r]
        assert 1 <= len(mine) <= 2, mine


def test_a_gone_act_is_asked_for_in_one_language_only(world: Any, run: Any) -> None:
    link = "[the Act](https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32019R9999)"
    for language in ("de", "fr", "nl"):
        run.write(f"{language}.md", f"---\nlang: {language}\n---\n# Titel\n\nx {link}.\n")
    report = run.json(".", "--remap", world.remap, "--no-cache", "--ignore", "SRC5")
    assert sorted(f["path"] for f in report["findings"] if f["code"] == "SRC201") == [
        "de.md",
        "fr.md",
        "nl.md",
    ]
    alone = len(world.requests)
    world.requests.clear()
    run.json("de.md", "--remap", world.remap, "--no-cache", "--ignore", "SRC5")
    assert alone == len(world.requests)


def test_from_a_folder_with_several_languages(two: Any, world: Any, tmp_path: Path) -> None:
    folder = tmp_path / "sources" / ACT
    folder.mkdir(parents=True)
    for language in ("EN", "FR"):
        (folder / f"{language}.xhtml").write_bytes(world.acts[ACT, language])
    options = ("--offline", "--no-cache", "--source-dir", str(folder.parent))
    mixed = two.json("a.md", "b.md", *options)
    for name, words in (("a.md", "“five”"), ("b.md", "“cinq”")):
        assert of(mixed, name) == of(two.json(name, *options), name)
        assert any(words in f[3] for f in of(mixed, name))


def test_from_the_cache_each_language_for_itself(two: Any, world: Any, tmp_path: Path) -> None:
    cache = ("--cache-dir", str(tmp_path / "kept"))
    online = two.json("a.md", "b.md", "c.md", "--remap", world.remap, *cache)
    offline = two.json("a.md", "b.md", "c.md", "--offline", *cache)
    for name in ("a.md", "b.md", "c.md"):
        assert of(offline, name) == of(online, name)


def test_the_lock_holds_each_language_that_was_read(two: Any, world: Any) -> None:
    def lock(*more: str) -> Any:
        result = two("lock", "--remap", world.remap, "--no-cache", "--no-progress", *more)
        assert result.exit_code == 0, result.output
        return result

    lock()
    text = (two.folder / "srclint.lock").read_text(encoding="utf-8")
    assert f"celex:{ACT} read " in text
    assert f"celex:{ACT}@fr read " in text
    assert f"celex:{ACT}@nl" not in text
    assert two("lock", "--check").exit_code == 0
    lock()
    assert (two.folder / "srclint.lock").read_text(encoding="utf-8") == text
    offline = two.json("a.md", "b.md", "c.md", "--offline", "--no-cache")
    assert {r["verdict"] for a in offline["articles"] for r in a["references"]} == {"verified"}

    # The French text is corrected: the French article rests on it, and no other.
    world.acts[ACT, "FR"] = world.acts[ACT, "FR"].replace(b"12 000", b"13 000")
    report = two.json(".", "--remap", world.remap, "--no-cache")
    assert {f["path"] for f in report["findings"] if f["code"] == "SRC505"} == {"b.md"}
    lock()
    # Only the French article is left of the archive.
    for name in ("a.md", "c.md"):
        (two.folder / name).unlink()
    assert two("lock", "--check").exit_code == 1
    lock(".")
    assert f"celex:{ACT} read " not in (two.folder / "srclint.lock").read_text(encoding="utf-8")
    assert two("lock", "--check").exit_code == 0
