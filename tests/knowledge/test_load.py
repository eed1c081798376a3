"""Loading: one declaration, files checked one by one, languages woven in, all mistakes at once."""

from pathlib import Path

import pytest

from reinstate.case import Mistakes
from reinstate.knowledge import check, digest, load, say, schemas, terms

CAUSE = """
title = "Nobody watched the report"
violations = ["late_shipment_rate"]
process = "dispatch"
branch = "process"
text = "Nobody watched {report}."
[fields.report]
kind = "text"
ask = "Which report?"
"""
VIOLATION = """
title = "Late shipment rate"
family = "shipping"
level = "account"
severity = "high"
response = "plan"
signals = ["late shipment rate"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "causes/unwatched.toml", CAUSE)
    write(tmp_path, "violations/late_shipment_rate.toml", VIOLATION)
    write(tmp_path, "languages/de/language.toml", 'name = "Deutsch"\nenglish_name = "German"\n')
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def problems(folder: Path) -> list[str]:
    return [str(mistake) for mistake in check(folder)]


def test_a_language_adds_its_words_at_every_depth(folder):
    write(
        folder,
        "languages/de/causes/unwatched.toml",
        'text = "Niemand sah {report}."\n[fields.report]\nask = "Welcher?"',
    )
    cause = load(folder).causes["unwatched"]
    assert say(cause.text, "de").text == "Niemand sah {report}."
    assert say(cause.fields["report"].ask, "de").text == "Welcher?"
    assert cause.fields["report"].kind == "text"


def test_prose_falls_back_to_english_and_says_so(folder):
    said = say(load(folder).causes["unwatched"].title, "de")
    assert (said.language, said.fallback) == ("en", True)


def test_words_to_match_never_fall_back(folder):
    signals = load(folder).violations["late_shipment_rate"].signals
    assert terms(signals, "en") == ("late shipment rate",)
    assert terms(signals, "de") == ()


def test_a_regional_tag_takes_its_language(folder):
    write(folder, "languages/zh/causes/unwatched.toml", 'title = "无人查看"')
    assert say(load(folder).causes["unwatched"].title, "zh-TW").text == "无人查看"


def test_all_mistakes_are_told_at_once_with_file_and_path(folder):
    write(folder, "causes/second.toml", CAUSE.replace("branch", "brnch").replace('"text"', '"txt"'))
    write(folder, "violations/broken.toml", "title = ")
    write(folder, "languages/de/violations/nowhere.toml", 'title = "?"')
    write(folder, "languages/de/causes/unwatched.toml", 'process = "x"\n[fields.other]\nask = "?"')
    write(folder, "languages/de/shelf/x.toml", "")
    told = "\n".join(problems(folder))
    assert "causes/second.toml: branch: Field required" in told
    assert "causes/second.toml: brnch" in told
    assert "causes/second.toml: fields.report.kind" in told
    assert "violations/broken.toml" in told
    assert "languages/de/violations/nowhere.toml: speaks for" in told
    assert "languages/de/causes/unwatched.toml: process" in told
    assert "no shelf 'shelf'" in told
    with pytest.raises(Mistakes) as caught:
        load(folder)
    assert len(caught.value.mistakes) >= 7


def test_a_part_that_the_base_file_lacks_is_a_mistake(folder):
    write(folder, "languages/de/causes/unwatched.toml", '[fields.other]\nask = "?"')
    assert any("fields.other: isn't in the base file" in each for each in problems(folder))


def test_references_resolve_or_are_told(folder):
    write(folder, "causes/unwatched.toml", CAUSE.replace("late_shipment_rate", "no_such"))
    assert any("'no_such' isn't on the shelf violations" in each for each in problems(folder))


def test_terms_that_cannot_be_read_are_told_in_the_file_that_holds_them(folder):
    write(folder, "languages/de/violations/late_shipment_rate.toml", 'signals = ["(verspätet"]')
    assert any(each.startswith("languages/de/violations/late_shipment_rate.toml: signals") for each in problems(folder))


def test_a_value_given_twice_or_bad_utf8_is_told(folder):
    (folder / "causes" / "latin.toml").write_bytes('title = "é"'.encode("latin-1"))
    assert any("causes/latin.toml: isn't UTF-8" in each for each in problems(folder))


def test_the_digest_follows_every_file_and_no_line_ending(folder):
    before = digest(folder)
    path = folder / "causes" / "unwatched.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert digest(folder) == before
    write(folder, "causes/unwatched.toml", CAUSE + "# more\n")
    assert digest(folder) != before


def test_the_bundled_shelves_hold_no_mistake():
    assert check() == []


def test_every_shelf_has_a_schema_for_editors():
    made = schemas()
    assert made["causes.schema.json"]["properties"]["branch"]["enum"]
    assert "process" not in made["causes.words.schema.json"]["properties"]
