"""The bound exhibits: pages, stamps, outline, labels, links; every page still looks as it did."""

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import ImageChops, ImageStat

from reinstate import evidence
from reinstate.evidence.corners import HIGH
from reinstate.evidence.marks import stood
from reinstate.evidence.stamps import beforehand, placings, sizes, stamps
from tests.evidence.papers import (
    FULL,
    INDEX,
    INVOICE,
    WORDS,
    WORDS_ZH,
    changed,
    exhibit,
    pdf,
    picture,
    seen,
    texts,
    turned,
    word,
)

LABEL = pdf("LABEL", "width: 90pt, height: 60pt, margin: 2pt")
PAPERS = {
    "invoice.pdf": INVOICE,
    "turned.pdf": turned(INVOICE, 90),
    "cut.pdf": turned(INVOICE, 270, (30, 20, 560, 810)),
    "full.pdf": FULL,
    "full-turned.pdf": turned(FULL, 180),
    "shot.png": picture("PNG"),
    "photo.jpg": picture("JPEG", (300, 500)),
    "procedure.docx": word(),
    "label.pdf": LABEL,
}


def bound(*files: str, words=WORDS, **how):
    exhibits = [
        exhibit(PAPERS[file], file, f"A-{place}", highlight=("Harbour Lamps", "inspected"))
        for place, file in enumerate(files, 1)
    ]
    return exhibits, evidence.bundle(INDEX, exhibits, words, {"A-1": "First paper"}, **how)


@given(files=st.lists(st.sampled_from(sorted(PAPERS)), min_size=1, max_size=4), chinese=st.booleans())
@settings(max_examples=12, deadline=None)
def test_every_page_is_there_and_says_whose_it_is(files, chinese):
    words = WORDS_ZH if chinese else WORDS
    exhibits, content = bound(*files, words=words)
    pages = texts(content)
    assert len(pages) == 2 + sum(len(each.pages) for each in exhibits)
    for each, first in zip(exhibits, evidence.first_pages(2, exhibits), strict=True):
        for page in range(1, len(each.pages) + 1):
            assert words(each.number, page, len(each.pages)) in pages[first - 2 + page]


def test_sizes_stay_and_what_lies_on_its_side_is_set_upright():
    exhibits, content = bound(*PAPERS)
    with pypdfium2.PdfDocument(content) as document:
        sizes = [document[place].get_size() for place in range(2, len(document))]
    wanted = [
        (page.height, page.width) if page.lying in (90, 270) else (page.width, page.height)
        for each in exhibits
        for page in each.pages
    ]
    assert sizes == [pytest.approx(size, abs=0.1) for size in wanted]
    lying = {each.file.name: each.pages[0].lying for each in exhibits if each.pages[0].lying}
    assert lying == {"turned.pdf": 270, "cut.pdf": 90, "full-turned.pdf": 180}


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_on_its_side_reads_as_the_upright_one(turn):
    upright = exhibit(INVOICE, highlight=("Harbour Lamps",))
    sideways = exhibit(turned(INVOICE, turn), highlight=("Harbour Lamps",))
    one, two = (seen(evidence.bundle(INDEX, [each], WORDS, {}), 2) for each in (upright, sideways))
    assert one.size == two.size
    assert max(ImageStat.Stat(ImageChops.difference(one, two)).mean) < 0.5


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (30, 20, 560, 810)])
def test_a_page_with_room_for_the_stamp_is_otherwise_untouched(turn, crop):
    found = exhibit(turned(INVOICE, turn, crop))
    content = evidence.bundle(INDEX, [found], WORDS, {})
    before, after = seen(stood(found.content, found.pages)), seen(content, 2)
    left, top, right, bottom = ImageChops.difference(before, after).getbbox()
    assert bottom - top < 20
    assert right - left < 130
    assert before.crop((left, top, right, bottom)).getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_full_page_makes_room_and_keeps_everything(turn):
    found = exhibit(turned(FULL, turn), highlight=("Lorem ipsum dolor",))
    content = evidence.bundle(INDEX, [found], WORDS, {})
    before, after = seen(stood(evidence.mark(found), found.pages)), seen(content, 2)
    assert before.size == after.size
    strip = after.crop((0, 0, after.width, 3))
    assert strip.getextrema() == ((255, 255),) * 3
    scale = (after.height - 25) / after.height
    small = before.resize((round(before.width * scale), round(before.height * scale)))
    left = round((after.width - small.width) / 2)
    shown = after.crop((left, after.height - small.height, left + small.width, after.height))
    difference = ImageChops.difference(shown.reduce(12), small.reduce(12))
    assert max(ImageStat.Stat(difference).mean) < 10
    inked = ImageChops.invert(after.crop((0, 60, after.width, after.height))).getbbox()
    assert inked[0] == pytest.approx(after.width - inked[2], abs=2)
    kept = "".join(texts(content)[2].split())
    assert "".join(found.pages[0].text.split()) in kept


CORNERS = {"top + right": (1, 1), "bottom + right": (1, 0), "top + left": (0, 1), "bottom + left": (0, 0)}


@pytest.mark.parametrize("taken", range(5))
def test_a_stamp_goes_where_nothing_stands(taken):
    blocks = [f"#place({corner}, box(width: 60mm, height: 20mm, lorem(40)))" for corner in list(CORNERS)[:taken]]
    content = pdf("\n".join(blocks) or "text", 'paper: "a4", margin: 1mm')
    (placing,) = placings(lambda: content, [(100, 16)])
    if taken == len(CORNERS):
        assert placing.page < 1
    else:
        right, top = list(CORNERS.values())[taken]
        assert (placing.x > 300, placing.y > 400, placing.page) == (bool(right), bool(top), 1)


@given(
    blocks=st.sets(st.sampled_from([*CORNERS, "top + center", "bottom + center"])),
    wide=st.integers(5, 90),
    turn=st.sampled_from([0, 90, 180, 270]),
    stamp=st.sampled_from([(60, 13.4), (130, 14), (260, 14)]),
)
@settings(max_examples=25, deadline=None)
def test_a_place_known_from_reading_is_empty(blocks, wide, turn, stamp):
    drawn = "\n".join(f"#place({each}, box(width: {wide}mm, height: 20mm, lorem(60)))" for each in sorted(blocks))
    found = exhibit(turned(pdf(f"{drawn}\n#align(horizon, lorem(40))", 'paper: "a4", margin: 3mm'), turn))
    content = stood(found.content, found.pages)
    known = beforehand(found.pages[0], stamp, ())
    (placed,) = placings(lambda: content, [stamp])
    assert placings(lambda: content, [stamp], [known]) == ((known or placed),)
    assert known is not None or blocks
    if known is not None:
        page = seen(content).convert("L")
        at = (known.x, page.height - known.y - stamp[1], known.x + stamp[0], page.height - known.y)
        assert page.crop(at).getextrema() == (255, 255)


@pytest.mark.parametrize("words", [WORDS, WORDS_ZH])
def test_the_measured_room_is_high_enough_for_every_stamp(words):
    with stamps([words("A-12", 3, 120)], words.language) as made:
        ((_, high),) = sizes(made.pages)
    assert HIGH - 2 < high <= HIGH


def test_a_place_known_from_reading_spares_the_marks():
    page = exhibit(pdf("#lorem(20)")).pages[0]
    known = beforehand(page, (100, 14), ())
    over = (known.x + 20, known.y - 12, known.x + 60, known.y - 2)
    assert beforehand(page, (100, 14), [over]) not in (known, None)
    assert beforehand(replace(page, lying=90), (100, 14), [over]) is None
    assert beforehand(page, (100, HIGH + 1), ()) is None


def test_a_field_that_is_filled_later_drives_the_stamp_away():
    def fill(opened):
        look = opened.make_stream(b"1 0 0 rg 0 0 200 40 re f 1 g 4 4 192 32 re f 0 0 1 rg 20 18 160 4 re f")
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 40])
        wide, high = (float(edge) for edge in list(opened.pages[0].mediabox)[2:])
        field = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T="seal",
            F=4,
            AP=Dictionary(N=look),
            Rect=Array([wide - 210, high - 50, wide - 10, high - 10]),
        )
        opened.pages[0].obj.Annots = Array([opened.make_indirect(field)])
        opened.Root.AcroForm = Dictionary(Fields=opened.pages[0].obj.Annots)

    content = evidence.bundle(INDEX, [exhibit(changed(INVOICE, fill))], WORDS, {})
    (stamp,) = exhibit(content, highlight=("Exhibit A-1 · page 1 of 2",)).passages
    assert stamp.boxes[0][3] < 40  # at the foot: the head is taken


def test_a_mark_follows_its_page_into_a_smaller_place():
    found = exhibit(FULL, highlight=("Lorem ipsum dolor",))
    content = evidence.bundle(INDEX, [found], WORDS, {})
    again = exhibit(content, highlight=("Lorem ipsum dolor",))
    with pikepdf.open(io.BytesIO(content)) as book:
        (note,) = book.pages[2].Annots
        wanted = again.passages[0].boxes[0]
        assert [float(edge) for edge in note.Rect] == pytest.approx(wanted, abs=1)
        assert [float(note.QuadPoints[0]), float(note.QuadPoints[1])] == pytest.approx([wanted[0], wanted[3]], abs=1)


def test_outline_labels_and_title():
    exhibits, content = bound("invoice.pdf", "shot.png")
    with pikepdf.open(io.BytesIO(content)) as book:
        with book.open_outline() as outline:
            assert [item.title for item in outline.root] == ["The index", "A-1  First paper", "A-2  shot.png"]
        assert [page.label for page in book.pages] == ["i", "ii", "A-1.1", "A-1.2", "A-2.1"]
        assert dict(book.docinfo) == {"/Title": "The exhibits"}
        assert "/Metadata" not in book.Root
    assert evidence.first_pages(2, exhibits) == (3, 5)


def test_the_index_leads_to_the_exhibits():
    _, content = bound("invoice.pdf", "shot.png", "photo.jpg")
    with pikepdf.open(io.BytesIO(content)) as book:
        links = [note for note in book.pages[0].Annots if note.Subtype == "/Link"]
        targets = [pikepdf.Page(link.Dest[0]).index for link in links]
    assert targets == [2, 4, 5]


def test_exhibits_that_may_not_be_marked_are_stamped_only():
    _, marked = bound("invoice.pdf")
    _, plain = bound("invoice.pdf", unmarked=["A-1"])
    assert [_notes(each) for each in (marked, plain)] == [1, 0]


def _notes(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as book:
        return len(book.pages[2].obj.get("/Annots", []))


def test_a_word_file_goes_along_as_it_is():
    (found,), content = bound("procedure.docx")
    with pikepdf.open(io.BytesIO(content)) as book:
        ((name, kept),) = book.attachments.items()
        assert name == "A-1 procedure.docx"
        assert kept.get_file().read_bytes() == found.content


def test_the_same_papers_make_the_same_bytes():
    assert bound("invoice.pdf", "procedure.docx")[1] == bound("invoice.pdf", "procedure.docx")[1]


def test_a_page_that_leaves_its_drawing_state_open_cannot_move_the_stamp():
    def leave_open(opened):
        page = opened.pages[0]
        page.contents_add(b"q 0.2 0 0 0.2 300 300 cm", prepend=True)

    found = exhibit(changed(INVOICE, leave_open))
    content = evidence.bundle(INDEX, [found], WORDS, {})
    again = exhibit(content, highlight=("Exhibit A-1",))
    assert again.passages[0].boxes[0][3] > again.pages[2].height - 40


def test_filled_fields_are_seen_in_the_bundle():
    def fill(opened):
        look = opened.make_stream(b"1 0 0 rg 0 0 200 40 re f")
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 40])
        field = opened.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T="signature",
                F=4,
                Rect=Array([100, 100, 300, 140]),
                AP=Dictionary(N=look),
            )
        )
        opened.pages[0].obj.Annots = Array([field])
        opened.Root.AcroForm = Dictionary(Fields=Array([field]))

    found = exhibit(changed(INVOICE, fill))
    page = seen(evidence.bundle(INDEX, [found], WORDS, {}), 2)
    assert page.getpixel((200, page.height - 120)) == (255, 0, 0)


def test_nothing_in_the_bundle_runs_and_web_addresses_stay():
    def arm(opened):
        def note(action):
            return opened.make_indirect(
                Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([9, 9, 99, 99]), A=action)
            )

        script = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
        web = Dictionary(S=Name.URI, URI="https://example.com/")
        opened.pages[0].obj.Annots = Array([note(script), note(web)])
        opened.pages[0].obj.AA = Dictionary(O=script)
        opened.Root.OpenAction = script

    content = evidence.bundle(INDEX, [exhibit(changed(INVOICE, arm))], WORDS, {})
    with pikepdf.open(io.BytesIO(content)) as book:
        page = book.pages[2].obj
        assert "/AA" not in page
        assert "/OpenAction" not in book.Root
        assert [str(note.A.URI) for note in page.Annots if "/A" in note] == ["https://example.com/"]


def test_layers_that_were_hidden_stay_hidden():
    def layer(opened):
        hidden = opened.make_indirect(Dictionary(Type=Name.OCG, Name="draft"))
        page = opened.pages[0]
        page.contents_add(b"/OC /Draft BDC 0 0 1 rg 0 0 90 90 re f EMC")
        page.obj.Resources.Properties = Dictionary(Draft=hidden)
        opened.Root.OCProperties = Dictionary(OCGs=Array([hidden]), D=Dictionary(OFF=Array([hidden])))

    found = exhibit(changed(INVOICE, layer))
    assert seen(found.content).getpixel((40, 800)) == (255, 255, 255)
    page = seen(evidence.bundle(INDEX, [found], WORDS, {}), 2)
    assert page.getpixel((40, 800)) == (255, 255, 255)


def test_originals_stay_as_they_are():
    for content in PAPERS.values():
        kept = bytes(bytearray(content))
        found = exhibit(content, "paper")
        evidence.bundle(INDEX, [found], WORDS, {})
        assert found.content == kept
