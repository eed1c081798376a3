"""Binding the index and the exhibits into one PDF with stamps, outline, page labels and links."""

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import inf

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, OutlineItem, String

from reinstate.case import Exhibit, Passage, Trouble
from reinstate.evidence import first_pages
from reinstate.evidence.marks import copy, highlight, sheet_of, stand
from reinstate.evidence.media import TYPESET
from reinstate.evidence.passages import by_page, passages
from reinstate.evidence.pdfium import leaves
from reinstate.evidence.stamps import Placing, beforehand, form_of, placings, press, sizes, stamps
from reinstate.evidence.wording import Wording


def bundle(
    index_pdf: bytes,
    exhibits: Sequence[Exhibit],
    words: Wording,
    titles: Mapping[str, str],
    *,
    unmarked: Collection[str] = (),
    cover: bytes = b"",
) -> bytes:
    """One PDF of the index, the cover and the stamped, marked copies of the exhibits, in order.

    Raises:
        Trouble: `evidence.broken`, for damage that shows only when a page is bound, or `evidence.typesetting`.
    """
    with pikepdf.open(io.BytesIO(index_pdf)) as book:
        front = [index_pdf] if not cover else [index_pdf, cover]
        starts = [0]
        if cover:
            starts.append(len(book.pages))
            with pikepdf.open(io.BytesIO(cover)) as before:
                book.pages.extend(before.pages)
        firsts = first_pages(len(book.pages), exhibits)
        _forget(book)
        _append_all(book, exhibits, words, unmarked)
        for start, part in zip(starts, front, strict=True):
            _link(book, start, part, _targets(exhibits, firsts))
        _outline(book, exhibits, words, titles, (*starts[1:], *firsts))
        _label(book, exhibits, firsts)
        _name(book, words)
        out = io.BytesIO()
        book.save(out, deterministic_id=True, compress_streams=True, object_stream_mode=_PACKED)
    return out.getvalue()


_PACKED = pikepdf.ObjectStreamMode.generate


@contextmanager
def _blamed_on(exhibit: Exhibit) -> Iterator[None]:
    """Damage that shows only now is the file's, not ours."""
    try:
        yield
    except (pikepdf.PdfError, ValueError, TypeError) as error:
        raise Trouble("evidence.broken", file=exhibit.file.as_posix()) from error


def _forget(book: pikepdf.Pdf) -> None:
    """Drop what the index says of itself and what is no longer true of the whole."""
    for key in ("/Metadata", "/OutputIntents", "/Outlines", "/PageLabels", "/OpenAction", "/PageMode"):
        if key in book.Root:
            del book.Root[key]
    if "/Info" in book.trailer:
        del book.trailer["/Info"]
    if "/MarkInfo" in book.Root:
        book.Root.MarkInfo = Dictionary(Marked=True, Suspects=True)  # tags reach over the index only


def _append_all(book: pikepdf.Pdf, exhibits: Sequence[Exhibit], words: Wording, unmarked: Collection[str]) -> None:
    """Every exhibit with its stamps, which are set in type all at once."""
    said = [_said(each, words) for each in exhibits]
    if not exhibits:
        return
    with stamps([line for lines in said for line in lines], words.language) as made:
        at = 0
        for exhibit, lines in zip(exhibits, said, strict=True):
            with _blamed_on(exhibit):
                allowed = exhibit.number not in unmarked and not exhibit.signed
                _append(book, exhibit, made.pages[at : at + len(lines)], copy(exhibit, words), marked=allowed)
            at += len(lines)


def _said(exhibit: Exhibit, words: Wording) -> list[str]:
    """The stamp of each page of an exhibit."""
    count = len(exhibit.pages)
    said = [words(exhibit.number, page, count) for page in range(1, count + 1)]
    if exhibit.signed and (note := words.says.get("stamp-signed")):
        return [f"{each} · {note}" for each in said]
    return said


def _append(book: pikepdf.Pdf, exhibit: Exhibit, made: Sequence[pikepdf.Page], plain: bytes, *, marked: bool) -> None:
    before = len(book.pages)
    with pikepdf.open(io.BytesIO(plain)) as source:
        flattened = _flatten(source)
        changed = _prepare(source, exhibit, marked=marked) or flattened
        large = sizes(made)
        known = () if flattened else _known(exhibit, large, marked=marked)
        where = placings(lambda: _written(source) if changed else plain, large, known)
        book.pages.extend(source.pages)
        _keep_layers(book, source)
        for place, placing in enumerate(where):
            press(book, book.pages[before + place], form_of(book, made[place]), placing)
        if exhibit.media in TYPESET or exhibit.signed:
            _attach(book, exhibit)


def _known(exhibit: Exhibit, large: Sequence[tuple[float, float]], *, marked: bool) -> list[Placing | None]:
    """Where the stamps fit by what was measured when the exhibit was read, beside its marks."""
    marks = by_page(exhibit.passages) if marked else {}
    boxes = [[box for each in marks.get(place, ()) for box in each.boxes] for place in range(len(large))]
    return [beforehand(*each) for each in zip(exhibit.pages, large, boxes, strict=True)]


def _flatten(pdf: pikepdf.Pdf) -> bool:
    """Turn a filled form into print; says whether there was one."""
    form = len(pdf.Root.get("/AcroForm", Dictionary()).get("/Fields", [])) > 0
    if form:
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("all")
    return form


def _prepare(pdf: pikepdf.Pdf, exhibit: Exhibit, *, marked: bool) -> bool:
    """Take out what runs, mark and set upright; says whether anything was changed."""
    calmed = [_calm(page) for page in pdf.pages]
    if marked:
        highlight(pdf, exhibit.passages)
    turned = stand(pdf, exhibit.pages)
    return bool(turned or any(calmed) or (marked and exhibit.passages))


def _written(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def _calm(page: pikepdf.Page) -> bool:
    """Take out scripts and jumps whose target stays behind; web addresses stay. Says whether there were any."""
    found = False
    for holder in (page.obj, *page.obj.get("/Annots", [])):
        gone = [key for key in ("/AA", "/Dest") if key in holder]
        if "/A" in holder and holder["/A"].get("/S") != Name.URI:
            gone.append("/A")
        for key in gone:
            del holder[key]
        found = found or bool(gone)
    return found


def _keep_layers(book: pikepdf.Pdf, source: pikepdf.Pdf) -> None:
    """Layers that the original hides stay hidden in the bundle."""
    theirs = source.Root.get("/OCProperties")
    if theirs is None:
        return
    state = theirs.get("/D", Dictionary())
    shown = {each.objgen for each in state.get("/ON", [])}
    hidden = {each.objgen for each in state.get("/OFF", [])}
    if state.get("/BaseState") == Name.OFF:
        hidden |= {each.objgen for each in theirs.OCGs} - shown
    if "/OCProperties" not in book.Root:
        book.Root.OCProperties = Dictionary(OCGs=Array(), D=Dictionary(ON=Array(), OFF=Array(), Order=Array()))
    ours = book.Root.OCProperties
    for layer in theirs.OCGs:
        mine = book.copy_foreign(layer)
        ours.OCGs.append(mine)
        (ours.D.OFF if layer.objgen in hidden else ours.D.ON).append(mine)


def _attach(book: pikepdf.Pdf, exhibit: Exhibit) -> None:
    """The untouched file itself, inside the bundle: of Word files, mails, and signed ones, which any copy breaks."""
    name = f"{exhibit.number} {exhibit.file.name}"
    book.attachments[name] = AttachedFileSpec(
        book, exhibit.content, description="", filename=name, mime_type=exhibit.media, creation_date="", mod_date=""
    )


def _targets(exhibits: Sequence[Exhibit], firsts: Sequence[int]) -> dict[str, int]:
    """The page of the bundle, from 0, by exhibit number and by page label such as `A-2.3`."""
    made = {}
    for exhibit, first in zip(exhibits, firsts, strict=True):
        made[exhibit.number] = first - 1
        made |= {f"{exhibit.number}.{page}": first - 2 + page for page in range(1, len(exhibit.pages) + 1)}
    return made


def _link(book: pikepdf.Pdf, start: int, part: bytes, targets: Mapping[str, int]) -> None:
    """Make every exhibit number and page label in a part of the front, which begins at `start`, a link to its page."""
    texts = [leaf.text for leaf in leaves(part)]
    whole = " ".join(texts)
    found = passages([name for name in targets if name in whole], texts, part)
    for name, places in found.items():
        target = Array([book.pages[targets[name]].obj, Name.XYZ, None, None, None])
        for passage in _standing_alone(name, places):
            page = book.pages[start + passage.page]
            for box in passage.boxes:
                edges = [round(edge, 2) for edge in sheet_of(page).file_box(box)]
                link = Dictionary(
                    Type=Name.Annot, Subtype=Name.Link, Rect=Array(edges), Border=Array([0, 0, 0]), Dest=target
                )
                page.obj.Annots = Array([*page.obj.get("/Annots", []), book.make_indirect(link)])


def _standing_alone(name: str, places: Sequence[Passage]) -> Iterator[Passage]:
    """The places of a name that mean the exhibit: a plain figure does so only in the first column of a page."""
    edges: dict[int, float] = {}
    for each in places:
        edges[each.page] = min(edges.get(each.page, inf), each.boxes[0][0])
    for each in places:
        if not name.isdigit() or each.boxes[0][0] - edges[each.page] < _COLUMN:
            yield each


_COLUMN = 6.0
"""Points within which words begin in the same column."""


def _outline(
    book: pikepdf.Pdf, exhibits: Sequence[Exhibit], words: Wording, titles: Mapping[str, str], starts: Sequence[int]
) -> None:
    """Bookmarks of the index, the cover where there is one (its place from 0 comes first), and every exhibit."""
    covers, firsts = starts[: len(starts) - len(exhibits)], starts[len(starts) - len(exhibits) :]
    with book.open_outline() as outline:
        outline.root.append(OutlineItem(words.index, 0))
        outline.root.extend(OutlineItem(words.says["cover-title"], place) for place in covers)
        for exhibit, first in zip(exhibits, firsts, strict=True):
            title = titles.get(exhibit.number) or exhibit.file.name
            outline.root.append(OutlineItem(f"{exhibit.number}  {title}", first - 1))
    book.Root.PageMode = Name.UseOutlines


def _label(book: pikepdf.Pdf, exhibits: Sequence[Exhibit], firsts: Sequence[int]) -> None:
    """Page labels: i, ii … for the index, A-2.1, A-2.2 … for an exhibit."""
    labels: list[int | Dictionary] = [0, Dictionary(S=Name.r)]
    for exhibit, first in zip(exhibits, firsts, strict=True):
        labels += [first - 1, Dictionary(S=Name.D, P=String(f"{exhibit.number}."))]
    book.Root.PageLabels = Dictionary(Nums=Array(labels))


def _name(book: pikepdf.Pdf, words: Wording) -> None:
    book.docinfo["/Title"] = words.title
    book.Root.Lang = String(words.language)
    book.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
