"""What every format must do: carry every word, show every gap, be the same each time."""

import io
import re
import zipfile

import docx
import pikepdf
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from reinstate.case import Trouble
from reinstate.document import FORMATS, Document, compose_plan, render
from reinstate.document.tree import (
    Bullets,
    Column,
    FigureSvg,
    Furniture,
    Gap,
    Heading,
    Note,
    Paragraph,
    Reference,
    Table,
    Words,
)
from reinstate.knowledge import say
from tests.document.letters import DATED, LETTERS, READERS, frame, from_pdf, sample, squeezed

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40" fill="#1f3f66"/></svg>'
)


@pytest.fixture(params=sorted(LETTERS))
def language(request) -> str:
    return request.param


@pytest.mark.parametrize("format", FORMATS)
def test_every_line_of_the_plan_arrives_whole_and_in_order(language, format, knowledge):
    letter = sample(language)
    read = bare(READERS[format](render(compose_plan(letter, frame(language), knowledge), format)))
    reference = say(knowledge.phrases["document"].says["reference"], language).text
    at = 0
    for line in letter.text.splitlines():
        words = re.sub(r"\[(A-\d)\]", lambda mark: reference.format(number=mark[1]), line.removeprefix("- "))
        assert bare(words) in read[at:]
        at = read.index(bare(words), at)


def bare(text: str) -> str:
    """The words alone: formats differ in the brackets that they set around references and gaps."""
    return re.sub(r"[\[\]()<>⟦⟧]", "", squeezed(text))


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_document_gives_the_same_bytes(language, format, knowledge):
    letter = compose_plan(sample(language), frame(language), knowledge)
    first = render(letter, format)
    render(compose_plan(sample("en"), frame("en", dated=None), knowledge), format)
    assert render(letter, format) == first


@pytest.mark.parametrize("format", FORMATS)
def test_an_unfinished_document_says_so_and_a_finished_one_does_not(format, knowledge):
    mark = say(knowledge.phrases["document"].says["draft"], "de").text
    unfinished = render(compose_plan(sample("de"), frame("de", draft=True), knowledge), format)
    finished = render(compose_plan(sample("de"), frame("de"), knowledge), format)
    where = header_of if format == "docx" else READERS[format]
    assert mark in where(unfinished)
    assert mark not in where(finished)


def header_of(content: bytes) -> str:
    section = docx.Document(io.BytesIO(content)).sections[0]
    return "\n".join(line.text for line in section.header.paragraphs)


plain_words = st.text(
    st.sampled_from(
        "abzAZ019 éßäàùđưệ中文账户停用カナかな漢字。，、：；！？（）「」“”‘’–—…*_#<>[]|\\`$@&~-+=/%{}()!?.,:;'\"^"
    ),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip())


@settings(max_examples=40, deadline=None)
@given(st.lists(plain_words, min_size=1, max_size=4), plain_words)
def test_no_character_of_the_case_works_as_markup(paragraphs, cell):
    document = Document(
        title="T",
        language="de",
        rows=(("Konto", cell),),
        blocks=(
            *(Paragraph((Words(text),)) for text in paragraphs),
            Bullets(tuple((Words(text),) for text in paragraphs)),
            Table((Column("A"), Column("B", 3)), (((Words("x"),), (Words(cell),)),)),
        ),
    )
    for format in FORMATS:
        read = squeezed(READERS[format](render(document, format)))
        assert read.count(squeezed(cell)) >= 2, format
        for text in paragraphs:
            assert read.count(squeezed(text)) >= 2, (format, read)


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("1. Mai 2026 geprüft", "<ol"),
        ("# kein Titel", "<h1>kein"),
        ("- kein Punkt", "<li>"),
        ("> kein Zitat", "<blockquote"),
        ("[x](http://a.example)", "<a "),
        ("a *b* c", "<em>"),
        ("`x`", "<code>"),
        ("<b>x</b>", "<b>"),
        ("x &amp; y", "x &amp; y<"),
    ],
)
def test_markdown_keeps_words_as_words(text, markup):
    from markdown_it import MarkdownIt

    written = render(Document("T", "de", blocks=(Paragraph((Words(text),)),)), "md").decode()
    shown = MarkdownIt("commonmark").render(written)
    assert markup not in shown
    assert squeezed(text) in squeezed(READERS["md"](written.encode()))


def test_a_gap_strikes_the_eye_in_every_format(knowledge):
    document = Document("T", "en", blocks=(Paragraph((Words("On "), Gap("missing: date"))),))
    assert document.gaps == (Gap("missing: date"),)
    assert "<mark>⟦missing: date⟧</mark>" in render(document, "html").decode()
    assert "**⟦missing: date⟧**" in render(document, "md").decode()
    assert ">>> ⟦missing: date⟧ <<<" in render(document, "txt").decode()
    runs = docx.Document(io.BytesIO(render(document, "docx"))).paragraphs[-1].runs
    assert [run.font.highlight_color is not None for run in runs] == [False, True]
    with pypdfium2.PdfDocument(render(document, "pdf")) as pages:
        colours = pages[0].render(scale=1).to_pil().convert("RGB").getcolors(1 << 20)
    assert any(count > 300 and (red, green, blue) == (255, 240, 168) for count, (red, green, blue) in colours)


def test_plain_text_holds_one_paragraph_a_line_and_no_markup(knowledge):
    text = render(compose_plan(sample("en"), frame(), knowledge), "txt").decode()
    assert "(6.7 %) left after the promised date (Exhibit A-1).\n" in text
    assert "\n- Nobody was responsible" in text
    assert "\n- A-2 – Dispatch lists – Page in bundle: 5\n" in text
    assert not re.search(r"[*#|<\[\]]|\n\n\n", text.replace(">>> ⟦", "").replace("⟧ <<<", ""))


@pytest.mark.parametrize(("language", "face"), [("zh", "NotoSansCJKsc"), ("ja", "NotoSansCJKjp"), ("vi", "Libertinus")])
def test_each_language_gets_its_own_glyph_shapes(language, face, knowledge):
    fonts = fonts_of(render(compose_plan(sample(language), frame(language), knowledge), "pdf"))
    assert any(face in font for font in fonts), fonts
    others = {"NotoSansCJKsc", "NotoSansCJKjp", "NotoSansCJKtc", "NotoSansCJKkr"} - {face}
    assert not any(other in font for font in fonts for other in others), fonts


@pytest.mark.parametrize(
    ("language", "face"), [("ko", "NotoSansCJKkr"), ("zh-TW", "NotoSansCJKtc"), ("zh-Hant-TW", "NotoSansCJKtc")]
)
def test_languages_without_words_of_their_own_still_get_their_shapes(language, face):
    fonts = fonts_of(render(Document("門 戶 이름", language), "pdf"))
    assert any(face in font for font in fonts), fonts


def test_a_name_in_another_script_takes_the_shapes_of_its_language():
    blocks = (Paragraph((Words("Naoko Sato (佐藤直子)"),)),)
    assert any("CJKjp" in font for font in fonts_of(render(Document("T", "de", blocks=blocks, other="ja"), "pdf")))
    assert any("CJKsc" in font for font in fonts_of(render(Document("T", "de", blocks=blocks), "pdf")))


def fonts_of(content: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(content)) as pages:
        return {
            str(each.BaseFont) for each in pages.objects if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each
        }


@pytest.mark.parametrize("text", ["สวัสดี", "😀"])
def test_a_character_without_a_font_is_trouble_not_a_box(text):
    with pytest.raises(Trouble) as caught:
        render(Document("T", "en", blocks=(Paragraph((Words(text),)),)), "pdf")
    assert caught.value.code == "document.glyph"
    assert str(caught.value.details["glyph"]) in text


def test_an_unreadable_drawing_is_trouble():
    with pytest.raises(Trouble) as caught:
        render(Document("T", "en", blocks=(FigureSvg("<svg", "broken"),)), "pdf")
    assert caught.value.code == "document.typeset"


def test_an_unknown_format_is_trouble():
    with pytest.raises(Trouble) as caught:
        render(Document("T", "en"), "odt")
    assert caught.value.code == "document.format"


def test_the_pdf_is_archival_tagged_and_tells_nothing_of_the_machine(knowledge):
    content = render(compose_plan(sample("zh"), frame("zh"), knowledge), "pdf")
    with pikepdf.open(io.BytesIO(content)) as pages:
        with pages.open_metadata() as told:
            assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "B")
            assert "12" in told["xmp:CreateDate"]
        assert pages.Root.MarkInfo.Marked
        assert pages.Root.Lang == "zh"
        assert str(pages.docinfo.Title) == "行动计划书"
        assert str(pages.docinfo.Author) == LETTERS["zh"][2]
        packed = b"".join(each.read_bytes() for each in pages.objects if isinstance(each, pikepdf.Stream))
    assert not re.search(rb"site-packages|/home/|/root/|reinstate", content + packed)


def test_every_page_bears_its_number_in_the_plans_language_and_what_it_belongs_to(knowledge):
    lines = tuple(Paragraph((Words(f"Absatz {number}"),)) for number in range(120))
    around = Furniture(left="Maßnahmenplan", right="Möwe", page="Seite {page} von {pages}")
    with pypdfium2.PdfDocument(render(Document("T", "de", blocks=lines, furniture=around), "pdf")) as pages:
        told = [page.get_textpage().get_text_bounded() for page in pages]
    assert len(told) > 2
    for number, text in enumerate(told, 1):
        assert f"Seite {number} von {len(told)}" in text
        assert "Möwe" in text
    assert all("Maßnahmenplan" in text for text in told[1:])


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("us-letter", (612, 792))])
def test_the_paper_is_that_of_the_marketplace(paper, size):
    document = Document("T", "en", paper=paper)
    with pypdfium2.PdfDocument(render(document, "pdf")) as pages:
        assert tuple(round(side) for side in pages[0].get_size()) == size
    section = docx.Document(io.BytesIO(render(document, "docx"))).sections[0]
    assert tuple(round(side.pt) for side in (section.page_width, section.page_height)) == size


def test_references_in_the_pdf_lead_to_the_table_of_exhibits(knowledge):
    content = render(compose_plan(sample("en"), frame(), knowledge), "pdf")
    with pikepdf.open(io.BytesIO(content)) as pages:
        links = [note for page in pages.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
    assert len(links) == 4


def test_the_word_file_has_real_styles_and_clean_properties(knowledge):
    content = render(compose_plan(sample("zh"), frame("zh", draft=True), knowledge), "docx")
    word = docx.Document(io.BytesIO(content))
    styles = [line.style.name for line in word.paragraphs]
    assert styles[:2] == ["Title", "Subtitle"]
    assert {"Heading 1", "List Bullet"} <= set(styles)
    assert word.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "SimSun"
    lang = word.styles["Normal"].element.rPr.find(qn("w:lang"))
    assert (lang.get(qn("w:val")), lang.get(qn("w:eastAsia"))) == ("en-US", "zh-CN")
    assert word.core_properties.author == LETTERS["zh"][2]
    assert word.core_properties.created.date() == DATED
    footer = word.sections[0].footer.paragraphs[0]._p.xml
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if "thumbnail" in name or "app.xml" in name]
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_the_parts_of_the_word_file_stand_in_the_order_of_the_standard(knowledge):
    word = docx.Document(io.BytesIO(render(compose_plan(sample("de"), frame("de", draft=True), knowledge), "docx")))
    table = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"]
    line = ["pStyle", "keepNext", "keepLines", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc", "rPr"]
    around = [*word.sections[0].header.paragraphs, *word.sections[0].footer.paragraphs]
    found = [(each._tbl.tblPr, table) for each in word.tables]
    found += [(each._p.pPr, line) for each in (*word.paragraphs, *around) if each._p.pPr is not None]
    for properties, order in found:
        places = [order.index(part.tag.split("}")[1]) for part in properties]
        assert places == sorted(places), properties.xml


def test_every_block_reaches_every_format():
    blocks = (
        Heading(2, (Words("Sub"),), "sub"),
        Note("alert", (Words("Do this first"),)),
        Note("quiet", (Words("By the way"),)),
        Paragraph(
            (Words("strong", strong=True), Words(" and "), Words("slanted", emphasis=True), Reference("B-1", "Ex B-1"))
        ),
        FigureSvg(SQUARE, "Late orders a week"),
    )
    document = Document("T", "en", blocks=blocks)
    for format in FORMATS:
        read = READERS[format](render(document, format))
        for words in ("Sub", "Do this first", "By the way", "strong and slanted", "Ex B-1", "Late orders a week"):
            assert words in read, (format, words)
    assert len(docx.Document(io.BytesIO(render(document, "docx"))).inline_shapes) == 1
    assert 'src="data:image/svg+xml;base64,' in render(document, "html").decode()


def test_a_word_longer_than_the_line_stays_on_the_page():
    long = "scan_of_the_signed_delivery_note_" * 6
    table = Table((Column("A"), Column("B"), Column("C")), (((Words(long),), (Words("x"),), (Words(long),)),))
    content = render(Document("T", "en", blocks=(Paragraph((Words(long),)), table)), "pdf")
    with pypdfium2.PdfDocument(content) as pages:
        text = pages[0].get_textpage()
        right = max(text.get_charbox(place)[2] for place in range(text.count_chars()))
        assert text.get_text_bounded().replace("\u200b", "").count("scan") == 18
        assert right < pages[0].get_width() - 70


def test_a_table_of_many_rows_repeats_its_heads_on_the_next_page():
    rows = tuple(((Words(f"A-{number}"),), (Words("Invoice"),)) for number in range(90))
    document = Document("T", "en", blocks=(Table((Column("Number", 0), Column("Document")), rows),))
    with pypdfium2.PdfDocument(render(document, "pdf")) as pages:
        assert len(pages) > 1
        assert all("Document" in page.get_textpage().get_text_bounded() for page in pages)
    assert from_pdf(render(document, "pdf")).count("Invoice") == 90
