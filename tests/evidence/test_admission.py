"""Opening documents: told by their bytes, read as far as they can be, never altered."""

import hashlib
import io
import zipfile
from contextlib import suppress

import docx
import pikepdf
import pytest
from docx.exceptions import InvalidSpanError
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from reinstate import evidence
from reinstate.case import Attachment, Trouble
from reinstate.evidence.word_lists import spelled
from tests.evidence.papers import (
    FULL,
    HALF_LOST,
    INDEX,
    INVOICE,
    WORDS,
    changed,
    exhibit,
    pdf,
    picture,
    texts,
    turned,
    word,
    written,
)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ALL = {
    "a.pdf": (INVOICE, "application/pdf"),
    "b.png": (picture("PNG"), "image/png"),
    "c.jpg": (picture("JPEG"), "image/jpeg"),
    "d.docx": (word(), WORD),
    "named.pdf": (picture("PNG"), "image/png"),
    "photo.png": (picture("JPEG"), "image/jpeg"),
    "scan.jpg": (INVOICE, "application/pdf"),
}


@pytest.mark.parametrize("file", ALL)
def test_a_file_is_what_its_bytes_say_and_stays_as_it_is(file):
    content, media = ALL[file]
    kept = bytes(content)
    found = exhibit(content, file)
    assert found.media == media
    assert found.content == kept
    assert found.sha256 == hashlib.sha256(kept).hexdigest()
    assert found.pages


def refused(content: bytes) -> str:
    with pytest.raises(Trouble) as trouble:
        exhibit(content, "given.pdf")
    assert trouble.value.details["file"] == "given.pdf"
    return trouble.value.code


def test_what_cannot_be_read_is_told_apart():
    locked = changed(INVOICE, lambda _: None, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert refused(b"") == "evidence.empty"
    assert refused(locked) == "evidence.encrypted"
    assert refused(INVOICE[: len(INVOICE) * 3 // 5]) == "evidence.broken"
    assert refused(b"%PDF-1.7 and then nothing") == "evidence.broken"
    assert refused(picture("PNG")[:200]) == "evidence.broken"
    assert refused(picture("JPEG")[:300]) == "evidence.broken"
    assert refused(word()[:-400]) == "evidence.broken"
    assert refused(b"<html>an invoice</html>") == "evidence.unsupported"
    assert refused(picture("GIF")) == "evidence.unsupported"


@pytest.mark.parametrize(
    ("part", "code"), [("xl/workbook.xml", "evidence.broken"), ("ppt/presentation.xml", "evidence.unsupported")]
)
def test_what_office_programs_write_is_told_apart_by_its_parts(part, code):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr(part, "<empty/>")
    assert refused(out.getvalue()) == code


def test_a_document_that_only_forbids_printing_is_read():
    closed = changed(INVOICE, lambda _: None, encryption=pikepdf.Encryption(owner="o", user=""))
    assert "Harbour Lamps" in exhibit(closed).pages[0].text


def test_a_damaged_document_is_repaired_for_reading_only():
    damaged = b"mail header\r\n" * 5 + INVOICE
    found = exhibit(damaged)
    assert "Harbour Lamps" in found.pages[0].text
    assert found.content == damaged


@given(place=st.integers(0, len(INVOICE) - 1), flips=st.integers(1, 40), step=st.integers(1, 400))
@settings(max_examples=40, deadline=None)
def test_damage_ends_in_a_bundle_or_in_trouble_with_a_code(place, flips, step):
    damaged = bytearray(INVOICE)
    for flip in range(flips):
        damaged[(place + step * flip) % len(damaged)] ^= 0x55
    with suppress(Trouble):
        found = exhibit(bytes(damaged), highlight=("Harbour Lamps",))
        assert found.content == bytes(damaged)
        bound = evidence.bundle(INDEX, [found], WORDS, {})
        assert len(texts(bound)) == 2 + len(found.pages)


def test_a_page_whose_drawing_is_partly_lost_is_told_and_still_bound():
    found = exhibit(HALF_LOST)
    assert found.trouble == {"damaged": ""}
    assert len(texts(evidence.bundle(INDEX, [found], WORDS, {}))) == 4


@pytest.mark.parametrize("count", [b"/Count 9", b"/Count 1", b"/Count 2/Kids[null "])
def test_a_file_that_counts_its_pages_wrongly_is_mended(count):
    whole = b"/Count 2/Kids[" if b"Kids" in count else b"/Count 2"
    assert whole in INVOICE
    found = exhibit(INVOICE.replace(whole, count))
    assert found.trouble == {"damaged": ""}
    assert len(found.pages) == 2
    assert len(texts(evidence.bundle(INDEX, [found], WORDS, {}))) == 4


def test_text_and_size_of_each_page_are_read_as_seen():
    found = exhibit(turned(INVOICE, 90))
    assert [(round(page.width), round(page.height)) for page in found.pages] == [(842, 595)] * 2
    assert "检验合格" in found.pages[1].text
    assert "\r" not in found.pages[0].text


def test_asins_are_those_the_text_shows():
    found = exhibit(INVOICE, covers=("B0HLAMP001", "B0ELSEWHER"))
    assert found.covers == ("B0HLAMP001", "B0HLAMP002")
    assert found.trouble == {"covers-not-shown": "B0ELSEWHER"}


def test_capitals_are_no_asin_but_an_asin_cut_by_a_line_is_one():
    found = exhibit(pdf("BACKGROUND BUSINESSES XB0HLAMP001 #linebreak() B0HL \\ AMP003"), covers=("B0HLAMP003",))
    assert found.covers == ("B0HLAMP003",)


def test_a_book_number_counts_where_it_is_claimed():
    assert exhibit(pdf("ISBN 0306406152"), covers=("0306406152",)).covers == ("0306406152",)


def test_a_picture_has_a_page_but_no_words():
    found = exhibit(picture("PNG"), "shot.png", highlight=("Total",), covers=("B0HLAMP001",))
    assert [page.text for page in found.pages] == [""]
    assert found.trouble == {"no-text": "", "covers-not-shown": "B0HLAMP001"}
    assert found.missing_passages == ("Total",)
    assert found.covers == ()


def test_pages_that_are_mere_scans_are_named():
    scan = evidence.mark(exhibit(picture("JPEG"), "scan.jpg"))

    def bind(opened):
        with pikepdf.open(io.BytesIO(scan)) as other:
            opened.pages.extend(other.pages)

    assert exhibit(changed(INVOICE, bind)).trouble == {"no-text-on-pages": "3"}
    assert exhibit(scan).trouble == {"no-text": ""}


def test_a_word_file_is_read_in_its_order():
    text = exhibit(word(), "procedure.docx").pages[0].text
    places = [text.index(words) for words in ("Quality", "Incoming", "Every lot", "1.", "2.", "•", "cell00", "cell22")]
    assert places == sorted(places)
    assert "每批检验" in text
    assert "hidden" not in text


def test_pictures_of_a_word_file_are_counted_because_they_are_left_out():
    assert exhibit(word(pictured=True), "p.docx").trouble == {"pictures-left-out": "1"}


@pytest.mark.parametrize(("text", "told"), [("ภาษาไทย", {"letters-not-shown"}), ("说明 ✓ Điều kiện", set())])
def test_letters_that_no_font_has_are_told(text, told):
    document = docx.Document()
    document.add_paragraph(f"Inspected. {text}")
    assert set(exhibit(written(document), "p.docx").trouble) == told


def test_deleted_words_stay_out_and_inserted_ones_come_in():
    document = docx.Document()
    body = document.add_paragraph("Valid ")._p
    space = nsdecls("w")
    body.append(parse_xml(f'<w:del {space} w:id="1"><w:r><w:delText>never</w:delText></w:r></w:del>'))
    body.append(parse_xml(f'<w:ins {space} w:id="2"><w:r><w:t>always</w:t></w:r></w:ins>'))
    assert exhibit(written(document), "p.docx").pages[0].text.split() == ["Valid", "always"]


def test_lists_are_numbered_as_word_does():
    document = docx.Document()
    numbering = document.part.numbering_part.element
    space = nsdecls("w")
    level = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    levels = level.format(0, 3, "decimal", "%1.") + level.format(1, 1, "lowerLetter", "%1.%2)")
    numbering.insert(0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {space} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for deep, text in ((0, "one"), (1, "two"), (1, "three"), (0, "four"), (1, "five")):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {space}><w:ilvl w:val="{deep}"/><w:numId w:val="77"/></w:numPr>'))
    text = exhibit(written(document), "p.docx").pages[0].text
    assert text.split() == ["3.", "one", "3.a)", "two", "3.b)", "three", "4.", "four", "4.a)", "five"]


@pytest.mark.parametrize(
    ("number", "shape", "text"),
    [(3, "decimal", "3"), (28, "lowerLetter", "bb"), (14, "upperRoman", "XIV"), (7, "chineseCounting", "7")],
)
def test_numbers_in_the_shapes_of_word(number, shape, text):
    assert spelled(number, shape) == text


def test_uneven_tables_are_set_without_loss():
    document = docx.Document()
    table = document.add_table(3, 3)
    for place, cell in enumerate(each for row in table.rows for each in row.cells):
        cell.text = f"cell{place}"
    last = table.rows[1]._tr.tc_lst[-1]
    last.getparent().remove(last)
    text = exhibit(written(document), "p.docx").pages[0].text
    assert all(f"cell{place}" in text for place in (0, 1, 2, 3, 4, 6, 7, 8))


@given(
    merges=st.lists(st.tuples(*[st.integers(0, 3)] * 4), max_size=4),
    lost=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=2),
)
@settings(max_examples=25, deadline=None)
def test_tables_of_every_shape_are_set(merges, lost):
    document = docx.Document()
    table = document.add_table(4, 4)
    for row, column, lower, right in merges:
        with suppress(InvalidSpanError, ValueError):  # shapes that python-docx itself cannot make
            table.cell(row, column).merge(table.cell(lower, right))
    for row, column in lost:
        cells = table.rows[row]._tr.tc_lst
        if 1 < len(cells) > column:
            cells[column].getparent().remove(cells[column])
    left = [each for row in table._tbl.tr_lst for each in row.tc_lst]
    for place, cell in enumerate(left):
        cell.p_lst[0].add_r().text = f"cell{place}x"
    text = exhibit(written(document), "p.docx").pages[0].text
    begun = [place for place, cell in enumerate(left) if cell.vMerge != "continue"]
    assert all(f"cell{place}x" in text for place in begun)


def test_numbers_follow_the_order_of_the_attachments():
    given = [Attachment(str(place), "x.pdf", "other") for place in range(3)]
    assert evidence.number(given) == ("A-1", "A-2", "A-3")


def test_a_windows_path_gives_the_plain_name():
    assert exhibit(FULL, "evidence\\full.pdf").file.name == "full.pdf"


def test_the_same_file_is_read_anew_only_where_something_else_is_asked_of_it():
    first = evidence.admit(INVOICE, Attachment("a", "a.pdf", "supplier-invoice", highlight=("14 March 2026",)), "A-1")
    again = evidence.admit(INVOICE, Attachment("b", "a.pdf", "supplier-invoice", highlight=("14 March 2026",)), "A-2")
    other = evidence.admit(INVOICE, Attachment("c", "a.pdf", "supplier-invoice", highlight=("400",)), "A-3")
    assert (again.id, again.number, again.content) == ("b", "A-2", INVOICE)
    assert again.passages is first.passages
    assert {each.words for each in other.passages} == {"400"}
    assert other.pages == first.pages
