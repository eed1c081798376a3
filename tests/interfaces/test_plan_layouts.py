"""Layouts and page 1: measures as a table, a form with a row a part, boxes that count, a summary for long plans."""

import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

import reinstate
from reinstate.document import Frame, compose_plan
from reinstate.document.tree import Table
from tests.interfaces.test_plan import _home, run
from tests.plan.test_draft import answers, drafted

__all__ = ["_home"]
EXAMPLES = Path(reinstate.__file__).parent / "examples"
LATE, RESTRICTED = EXAMPLES / "late-shipments-us", EXAMPLES / "restricted-it"


def rendered(case, out, *more):
    assert run("plan", "render", case, "--out", out, *more).exit_code == 0
    return out


def test_a_long_plan_begins_with_causes_and_measures(tmp_path):
    text = rendered(LATE, tmp_path / "plan.md", "--structure", "8d").read_text("utf-8")
    assert text.index("## Summary") < text.index("## D1 Team")
    head = text[: text.index("## D1 Team")]
    for title in ("Handling time shorter than the real process", "Carrier changed", "Cover for absences and holidays"):
        assert title in head
    first = pypdfium2.PdfDocument(rendered(LATE, tmp_path / "plan.pdf", "--structure", "8d").read_bytes())[0]
    assert "Summary" in first.get_textpage().get_text_bounded()


def test_the_text_for_a_form_s_box_has_no_summary(tmp_path):
    text = rendered(LATE, tmp_path / "plan.txt", "--structure", "8d").read_text("utf-8")
    assert "Summary" not in text
    assert "Handling time shorter than the real process" not in text
    assert "D1 Team" in text


def test_a_short_plan_needs_no_summary(knowledge):
    frame = Frame(summary=(("Cause", ("Done",), ("Prevented",)),))
    blocks = compose_plan(drafted(knowledge, answers()), frame, knowledge).blocks
    assert not any(isinstance(block, Table) for block in blocks)


def test_measures_as_a_table_name_person_and_day(tmp_path):
    page = rendered(LATE, tmp_path / "p.html", "--structure", "4d", "--layout", "table").read_text("utf-8")
    row = next(each for each in re.findall(r"<tr>.*?</tr>", page) if "changed the handling time" in each)
    assert "<td>Lin Hao</td><td>September 15, 2026</td>" in row


@pytest.mark.parametrize("ending", ["pdf", "docx", "html", "md", "txt"])
def test_the_form_holds_every_part_in_a_row(tmp_path, ending):
    out = rendered(LATE, tmp_path / f"p.{ending}", "--structure", "8d", "--layout", "form")
    if ending == "html":
        page = out.read_text("utf-8")
        for part in ("D1 Team", "D4 Root cause", "D8 Lessons learned"):
            row = next(each for each in re.findall(r"<tr>.*?</tr>", page) if f'scope="row">{part}' in each)
            assert "<td>" in row
    assert out.stat().st_size > 3000


def test_the_boxes_hold_each_answer_with_its_count(tmp_path):
    more = ("--structure", "questionnaire", "--layout", "boxes")
    text = rendered(RESTRICTED, tmp_path / "p.txt", *more).read_text("utf-8")
    heads = re.findall(r"^== (.*) \((\d+) of (1000|–) characters\)$", text, re.MULTILINE)
    assert [limit for _, _, limit in heads] == ["1000", "1000", "1000", "1000"]
    parts = re.split(r"^== .*$", text, flags=re.MULTILINE)[1:]
    assert [len(part.strip("\n")) for part in parts] == [int(count) for _, count, _ in heads]


def test_the_page_counts_while_one_types(tmp_path):
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("no browser here")
    page = rendered(RESTRICTED, tmp_path / "p.html", "--structure", "questionnaire", "--layout", "boxes")
    page.write_text(
        page.read_text("utf-8").replace(
            "</body>",
            "<script>const b = document.querySelector('textarea'); b.value = 'x'.repeat(1001);"
            "b.dispatchEvent(new Event('input'));</script></body>",
        ),
        "utf-8",
    )
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", page.as_uri()]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=90, check=True).stdout
    assert re.search(r'<output[^>]*class="over"[^>]*>1001 of 1000 characters', shown)


def test_boxes_have_two_formats(tmp_path):
    result = run("plan", "render", RESTRICTED, "--layout", "boxes", "--out", tmp_path / "p.pdf")
    assert result.exit_code == 2
    assert ".html or .txt" in result.stderr
