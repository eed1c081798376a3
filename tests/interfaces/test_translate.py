"""The seller's own words go to a translator and come back with every name, number and date as it was."""

import io
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import docx
import pytest

import reinstate
from reinstate.document.xliff import NAMESPACE
from tests.interfaces.test_plan import _home, run

__all__ = ["_home"]
EXAMPLE = Path(reinstate.__file__).parent / "examples" / "late-shipments-us"
Q = f"{{{NAMESPACE}}}"
OWN = """

[[issues.actions]]
for = "cutoff"
text = { zh = "2026年9月15日，林浩与恒骧国际速递（深圳）有限公司约定，2小时内提供单号，涉及订单112-4119345-7732275。" }
who = "lin-hao"
on = 2026-09-15
exhibits = []
"""
ORDER = "112-4119345-7732275"
GERMAN = "Am {1} vereinbarte {2} mit {3}, dass Nummern binnen {4} Stunden vorliegen; betroffen ist {5}."


@pytest.fixture
def case(tmp_path):
    """The example with one more passage; without its documents, which say nothing of words to translate."""
    case = shutil.copytree(EXAMPLE, tmp_path / "case", ignore=shutil.ignore_patterns("evidence"))
    sheet = case / "answers.toml"
    text = sheet.read_text("utf-8").replace("exhibits = []", "")
    at = text.index("[[issues.preventions]]")
    sheet.write_text(text[:at] + OWN.replace("exhibits = []\n", "").lstrip() + "\n" + text[at:], "utf-8")
    return case


def translate(case, *more):
    return run("plan", "translate", case, "--language", "de", "--structure", "4d", *more)


WRITTEN = {}
"""By ending, the file for a translator: the same for every test."""


def sent(case, tmp_path, ending):
    out = tmp_path / f"words.{ending}"
    if ending not in WRITTEN:
        result = translate(case, "--out", out)
        assert result.exit_code == 0, result.output
        WRITTEN[ending] = out.read_bytes()
    out.write_bytes(WRITTEN[ending])
    return out


def ours(root):
    """The passage of this file; the example has another one."""
    return next(each for each in root.iter(f"{Q}unit") if ORDER in [ph.get("equiv") for ph in each.iter(f"{Q}ph")])


def filled_xliff(path, words):
    tree = ET.parse(path)
    for unit in [ours(tree.getroot())]:
        segment = unit.find(f"{Q}segment")
        target = ET.SubElement(segment, f"{Q}target")
        last = None
        for piece in words.replace("}", "{").split("{"):
            if piece.isdigit():
                last = ET.SubElement(target, f"{Q}ph", {"id": piece})
            elif last is None:
                target.text = piece
            else:
                last.tail = piece
    tree.write(path, encoding="utf-8", xml_declaration=True)


def test_the_passage_waits_with_its_place_in_the_plan(case):
    text = run("plan", "draft", case, "--language", "de", "--structure", "4d").stdout
    assert "2026年9月15日，林浩与恒骧" in text[text.index("⟦") : text.rindex("⟧")]


def test_xliff_locks_what_must_not_change(case, tmp_path):
    root = ET.parse(sent(case, tmp_path, "xlf")).getroot()
    assert root.attrib == {"version": "2.0", "srcLang": "zh", "trgLang": "de"}
    shown = [ph.get("disp") for ph in ours(root).iter(f"{Q}ph")]
    firm = "Hengxiang International Express (Shenzhen) Co., Ltd. (恒骧国际速递（深圳）有限公司)"
    assert shown == ["15. September 2026", "Lin Hao", firm, "2", "112-4119345-7732275"]
    assert "林浩" not in "".join(ours(root).itertext())


def test_the_translation_comes_back_into_the_answers_and_the_plan(case, tmp_path):
    path = sent(case, tmp_path, "xlf")
    filled_xliff(path, GERMAN)
    result = translate(case, "--from", path)
    assert "Translations taken: 1. Still missing: 1." in result.stdout
    text = run("plan", "draft", case, "--language", "de", "--structure", "4d").stdout
    assert "Am 15. September 2026 vereinbarte Lin Hao mit Hengxiang International Express" in text
    sheet = (case / "answers.toml").read_text("utf-8")
    assert "约定，2小时内提供单号" in sheet
    original = (EXAMPLE / "answers.toml").read_text("utf-8")
    comments = [line.strip() for line in original.splitlines() if line.startswith("#")]
    assert all(each in sheet for each in comments)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{2}", "Lin", "“Lin Hao” is missing"),
        ("{1}", "16. September 2026", "“15. September 2026” is missing"),
        ("{4}", "3", "“3” isn’t in the original"),
        ("{5}", "die Bestellung", "“112-4119345-7732275” is missing"),
        ("vorliegen", "vorliegen, also 48 Pakete", "“48” isn’t in the original"),
    ],
)
def test_a_translation_that_changes_a_fact_is_refused(case, tmp_path, old, new, words):
    path = sent(case, tmp_path, "xlf")
    before = (case / "answers.toml").read_bytes()
    filled_xliff(path, GERMAN.replace(old, new))
    result = translate(case, "--from", path)
    assert result.exit_code == 2
    assert words in result.stderr
    assert (case / "answers.toml").read_bytes() == before


def test_the_same_way_as_a_word_form(case, tmp_path):
    path = sent(case, tmp_path, "docx")
    word = docx.Document(io.BytesIO(path.read_bytes()))
    row = next(each for each in word.tables[0].rows if ORDER in each.cells[0].text)
    assert "15. September 2026" in row.cells[0].text
    row.cells[1].paragraphs[0].add_run(
        "Lin Hao vereinbarte am 15. September 2026 mit Hengxiang International Express (Shenzhen) Co., Ltd. "
        "(恒骧国际速递（深圳）有限公司) 2 Stunden für Nummern; betroffen ist 112-4119345-7732275."
    )
    word.save(path)
    assert "Translations taken: 1" in translate(case, "--from", path).stdout


def test_an_empty_target_is_still_missing(case, tmp_path):
    assert "taken: 0. Still missing: 2" in translate(case, "--from", sent(case, tmp_path, "xlf")).stdout


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlf", b"<xliff/>", "no XLIFF 2.0 file"),
        ("a.xlf", b'<!DOCTYPE x [<!ENTITY a "b">]><xliff/>', "no XLIFF 2.0 file"),
        ("a.xlf", b"not xml", "no XLIFF 2.0 file"),
        ("a.pdf", b"%PDF", "neither XLIFF nor Word"),
    ],
)
def test_strange_files_are_refused(case, tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    result = translate(case, "--from", tmp_path / name)
    assert result.exit_code == 2
    assert words in result.stderr


def test_nothing_to_translate_is_said(tmp_path):
    result = run("plan", "translate", EXAMPLE.parent / "restricted-it", "--language", "it", "--out", tmp_path / "a.xlf")
    assert result.exit_code == 2
    assert "Nothing needs a translation" in result.stderr
