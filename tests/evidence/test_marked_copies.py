"""Marks of every role lie on their words: on turned and cut pages, and on scans; and the copy says what it is."""

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from reinstate import evidence
from reinstate.case import Attachment, Passage, Trouble
from reinstate.evidence.media import signed
from tests.evidence.papers import INVOICE, changed, exhibit, seen, texts, turned

SCALE = 2
HUES = {
    "clause": lambda red, green, blue: min(red, green) > blue + 60,
    "item": lambda red, green, blue: red > max(green, blue) + 80,
    "supplier": lambda red, _, blue: blue > red + 80,
}


@pytest.fixture(scope="module")
def words(knowledge):
    return evidence.wording(knowledge, "en")


def coloured(found, role):
    """The box in points, from the lower left corner, of everything that the marked copy shows in the role's colour."""
    page = seen(evidence.mark(found), scale=SCALE)
    plain = seen(evidence.mark(replace(found, passages=())), scale=SCALE)
    changes = ImageChops.difference(page, plain).convert("L").point(lambda level: 255 * (level > 30))
    left, top, right, bottom = changes.getbbox()
    assert any(HUES[role](*pixel) for pixel in page.crop((left, top, right, bottom)).get_flattened_data())
    return left / SCALE, (page.height - bottom) / SCALE, right / SCALE, (page.height - top) / SCALE


@pytest.mark.parametrize("role", HUES)
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (30, 20, 560, 810)])
def test_a_mark_of_any_role_lies_around_its_words(role, turn, crop):
    found = exhibit(turned(INVOICE, turn, crop), highlight=("B0HLAMP002",))
    words = found.passages[0].boxes[0]
    shown = coloured(replace(found, passages=(replace(found.passages[0], role=role),)), role)
    assert shown == pytest.approx(words, abs=4)
    assert shown[0] <= words[0] + 1
    assert shown[2] >= words[2] - 1


def scan(turn=0, lying=False):
    """The invoice as a scanner gives it: pixels only. `lying` turns the pixels and lets the page turn them back."""
    with pypdfium2.PdfDocument(INVOICE) as document:
        image = document[0].render(scale=300 / 72).to_pil().convert("L")
    if lying:
        image = image.rotate(turn, expand=True)
    out = io.BytesIO()
    image.save(out, "PDF", resolution=300)
    return turned(out.getvalue(), turn) if turn else out.getvalue()


@pytest.mark.parametrize(("turn", "lying"), [(0, False), (90, True), (270, True)])
def test_marks_lie_on_the_words_of_a_scan(engine, turn, lying):
    wanted = exhibit(INVOICE, highlight=("Harbour Lamps", "B0HLAMP001")).passages
    content = scan(turn, lying)
    found = evidence.admit(
        content,
        Attachment("s", "scan.pdf", "invoice", highlight=("Harbour Lamps", "B0HLAMP001"), covers=("B0HLAMP001",)),
        "A-1",
        engine,
    )
    assert "B0HLAMP001" in found.covers
    assert found.missing_passages == ()
    assert "HLAMP001" in found.pages[0].text
    assert "no-text" not in found.trouble
    for digital, scanned in zip(wanted, found.passages, strict=True):
        shown = coloured(replace(found, passages=(scanned,)), "clause")
        assert shown == pytest.approx(digital.boxes[0], abs=5)


def test_marks_lie_on_the_words_of_a_photo(engine):
    with pypdfium2.PdfDocument(INVOICE) as document:
        image = document[0].render(scale=2).to_pil().convert("RGB").crop((0, 0, 1190, 700))
    out = io.BytesIO()
    image.save(out, "PNG")
    found = evidence.admit(
        out.getvalue(), Attachment("s", "shot.png", "photo", highlight=("B0HLAMP002",)), "A-1", engine
    )
    (passage,) = found.passages
    again = seen(evidence.mark(replace(found, passages=())), scale=4)
    left, bottom, right, top = (round(4 * edge) for edge in passage.boxes[0])
    ink = again.crop((left, again.height - top, right, again.height - bottom)).convert("L")
    assert ink.getextrema()[0] < 100
    assert coloured(found, "clause") == pytest.approx(passage.boxes[0], abs=2)


def test_without_an_engine_a_scan_stays_mute():
    found = exhibit(scan(), highlight=("Harbour Lamps",))
    assert (found.passages, "no-text" in found.trouble) == ((), True)


def test_the_last_page_says_that_it_is_a_copy_and_what_the_marks_mean(words):
    found = exhibit(INVOICE, "invoice.pdf", highlight=("Harbour Lamps", "B0HLAMP001"))
    told = evidence.with_roles(found, ("B0HLAMP001",), None)
    *pages, legend = texts(evidence.marked_copy(told, words))
    assert [page.strip() for page in pages] == [page.strip() for page in texts(INVOICE)]
    for said in ("Marked copy", "copy of invoice.pdf", "Product under review", "B0HLAMP001 (page 1)", found.sha256):
        assert said in " ".join(legend.split())
    assert "Details of the supplier" not in legend


def test_items_that_a_paper_does_not_show_are_nothing_missing():
    found = exhibit(INVOICE, highlight=("nowhere", "B0NOWHERE0"))
    assert evidence.with_roles(found, ("B0NOWHERE0",), None).missing_passages == ("nowhere",)


def test_the_supplier_is_framed_where_the_paper_names_it(knowledge):
    (paper,) = evidence.read(INVOICE, "invoice.pdf", knowledge, None)
    told = evidence.with_roles(exhibit(INVOICE), (), paper)
    names = {each.words: each.role for each in told.passages}
    assert names.get("Harbour Lamps Ltd") == "supplier"
    assert evidence.with_roles(exhibit(INVOICE), (), paper, ("item", "clause")).passages == ()


def signed_paper():
    def sign(opened):
        seal = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig, ByteRange=pikepdf.Array([0, 10, 20, 30]), Contents=pikepdf.String("0" * 32)
        )
        field = opened.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="s", V=opened.make_indirect(seal)))
        opened.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), SigFlags=3)

    return changed(INVOICE, sign)


def test_a_signed_file_is_known_and_never_marked(words):
    found = exhibit(signed_paper(), highlight=("Harbour Lamps",))
    assert (found.signed, signed(INVOICE)) == (True, False)
    with pytest.raises(Trouble, match=r"exhibits\.signed"):
        evidence.marked_copy(found, words)


def test_a_copy_without_a_mark_is_none(words):
    with pytest.raises(Trouble, match=r"exhibits\.nothing-to-mark"):
        evidence.marked_copy(exhibit(INVOICE), words)


def test_marks_stand_on_every_page_that_shows_the_words(words):
    passages = tuple(Passage("x", page, ((100, 100, 150, 112),), role) for page, role in enumerate(("item", "clause")))
    made = evidence.marked_copy(replace(exhibit(INVOICE), passages=passages), words)
    with pikepdf.open(io.BytesIO(made)) as copy:
        assert [len(page.obj.get("/Annots", [])) for page in copy.pages] == [1, 1, 0]
