from __future__ import annotations

import pytest

from srclint.parse.mojibake import find


@pytest.mark.parametrize("encoding", ["cp1252", "cp1250", "cp1251", "cp1254", "cp1257", "latin-1"])
@pytest.mark.parametrize("words", ["—", "“", "’", "…", "€", "§", "·", "→", "é", "ü"])
def test_damage_is_undone(encoding: str, words: str) -> None:
    try:
        damaged = words.encode().decode(encoding)
    except UnicodeDecodeError:
        pytest.skip("the encoding cannot show these bytes")
    text = f"before {damaged}x after"
    assert [(text[a:b], right) for a, b, right in find(text)] == [(damaged, words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Adopted ยท today โ€” see", [("ยท", "·"), ("โ€”", "—")]),
        ("method โ†’", [("โ†’", "→")]),
        ("cafÃ© â€œquotedâ€\x9d", [("Ã©", "é"), ("â€œ", "“"), ("â€\x9d", "”")]),
        ("rÃ©glementÃ©e", [("Ã©", "é"), ("Ã©", "é")]),
        ("Å“uvre", [("Å“", "œ")]),
        ("zaĹ‚oĹĽyÄ‡", [("Ĺ‚", "ł"), ("ĹĽ", "ż"), ("Ä‡", "ć")]),
        ("donâ€™t", [("â€™", "’")]),
        ("Ã¢â‚¬â„¢", [("Ã¢â‚¬â„¢", "’")]),
    ],
)
def test_examples(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[a:b], right) for a, b, right in find(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "สำนักงานยกเลิกโครงการใหญ่ของยุโรป และโดยทั่วไปใช้กฎหมาย",
        "Żółć, gęślą jaźń; ustawa o ochronie danych osobowych, „Ślązak”",
        "L’Œuvre française : « À la règle, où l’été naît » … déjà vu, forêt, maïs",
        "Η ΟΜΑΔΑ «Β» και η οδηγία «Γ»· ο Κανονισμός για τα δεδομένα",
        "Раздел «В», группа В» и „Г“; подпункт А® Ж§ 5",
        "Größe “Ä” und ‚Änderung‘, ‚Übung‘, Straße, MASSNAHME „SPÄ“ ß“",
        "ORĂŞENESC, București, Iași, „ţară”",
        "São Paulo, AÇÃO, Árvore",
        "Ā, Ķ, «Ģ»; Latvijā… pārvaldībā",
        "Åland, “Å” och Ö, Århus",
        "Türkiye Ğ ş İstanbul",
        "plain ASCII only",
    ],
)
def test_real_words_are_left_alone(text: str) -> None:
    assert find(text) == ()
