"""A plan goes out as a Word file, is edited by a person, and comes back into its case.

The same was tried by hand with LibreOffice Writer 7.4: plan.docx → opened, edited and saved as ODT → saved as DOCX.
"""

import copy
import io

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.interfaces.test_plan import _home, case, marked, run

__all__ = ["_home", "case"]


@pytest.fixture
def word(case, tmp_path):
    run("plan", "render", case, "--out", tmp_path / "plan.docx")
    return docx.Document(io.BytesIO((tmp_path / "plan.docx").read_bytes()))


def line(word, start):
    return next(each for each in word.paragraphs if each.text.startswith(start))


def replaced(paragraph, old, new):
    run_ = next(each for each in paragraph.runs if old in each.text)
    run_.text = run_.text.replace(old, new)


def taken(case, word, tmp_path):
    word.save(tmp_path / "back.docx")
    return run("plan", "edit", case, "--file", tmp_path / "back.docx")


def test_an_untouched_file_changes_nothing(case, word, tmp_path):
    before = marked(case)
    result = taken(case, word, tmp_path)
    assert "stands as the facts say it" in result.stdout
    assert marked(case) == before
    assert not (case / "plans").exists()


def test_what_was_changed_added_moved_and_deleted_comes_back(case, word, tmp_path):
    replaced(line(word, "Vom 11. August 2025"), "kauften wir", "bezogen wir")
    moved = line(word, "Alle Einkäufe bei Restposten")._p
    moved.getprevious().addprevious(moved)
    gone = line(word, "Am 9. Oktober 2026 hat Katrin")._p
    gone.getparent().remove(gone)
    new = copy.deepcopy(line(word, "Nach Beschwerden")._p)
    for mark in [*new.iter(qn("w:bookmarkStart")), *new.iter(qn("w:bookmarkEnd"))]:
        mark.getparent().remove(mark)
    line(word, "Nach Beschwerden")._p.addnext(new)
    for node in list(new.iter(qn("w:t")))[1:]:
        node.getparent().getparent().remove(node.getparent())
    next(new.iter(qn("w:t"))).text = "Wir haben 36 Angebote geprüft."
    result = taken(case, word, tmp_path)
    assert "Edited: herkunft" in result.stdout
    assert "Crossed out: trained-staff" in result.stdout
    assert "+ Wir haben 36 Angebote geprüft." in result.stdout
    text = marked(case)
    assert "[herkunft] Vom 11. August 2025 bis zum 18. September 2025 bezogen wir 135" in text
    assert text.index("[stopped-supplier]") < text.index("[quarantined-stock]")
    assert "[A-6] [A-8]" in text


def test_tracked_changes_count_as_accepted(case, word, tmp_path):
    paragraph = line(word, "Vom 11. August 2025")
    deleted, inserted = OxmlElement("w:del"), OxmlElement("w:ins")
    first = paragraph.runs[0]._r
    first.addprevious(deleted)
    deleted.append(first)
    for node in first.iter(qn("w:t")):
        node.tag = qn("w:delText")
    fresh = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = "Wir kauften 135 Einheiten bei Restposten Lürkens "
    fresh.append(words)
    inserted.append(fresh)
    deleted.addnext(inserted)
    taken(case, word, tmp_path)
    assert "[herkunft] Wir kauften 135 Einheiten bei Restposten Lürkens [A-6] [A-8]" in marked(case)


def test_a_file_without_bookmarks_is_known_by_its_words(case, word, tmp_path):
    body = word.element.body
    for mark in [*body.iter(qn("w:bookmarkStart")), *body.iter(qn("w:bookmarkEnd"))]:
        mark.getparent().remove(mark)
    result = taken(case, word, tmp_path)
    assert "Crossed out" not in result.stdout
    assert result.exit_code == 0


def test_a_wrong_value_typed_in_word_is_shown_with_its_place(case, word, tmp_path):
    replaced(line(word, "Nach Beschwerden"), "779", "977")
    result = taken(case, word, tmp_path)
    assert result.exit_code == 1
    assert "“977”" in result.stdout


@pytest.mark.parametrize(("content", "words"), [(b"PK no zip", "no Word file"), (None, "None of the plan's sentences")])
def test_a_strange_file_is_refused(case, tmp_path, content, words):
    file = tmp_path / "strange.docx"
    if content:
        file.write_bytes(content)
    else:
        other = docx.Document()
        other.add_paragraph("A shopping list.")
        other.save(file)
    result = run("plan", "edit", case, "--file", file)
    assert result.exit_code == 2
    assert words in result.stderr
