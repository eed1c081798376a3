"""Taking letters, drawings and pixels out of a page's content, so that nothing of them is left under the bars.

The content is read operator by operator with the state that PDF keeps (ISO 32000-1, 8.4 and 9.3). A letter whose
middle lies in a box goes out of its string, and a movement of the same width takes its place, so that all others stay
where they were. Small drawings inside a box go, and of pictures the pixels are painted over.
"""

import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String
from PIL import Image, ImageDraw

from reinstate.evidence.geometry import Box, Matrix, joined, moved, point
from reinstate.evidence.glyphs import Font, UnknownFont

_DEEPEST = 8
"""Forms within forms that are followed."""
_UP, _DOWN = 0.8, -0.15
"""How far letters reach above and below their line, the size of the font being 1."""
_STILL = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_PAINT = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_SHOW = frozenset({"Tj", "TJ", "'", '"'})


class Unerasable(Exception):
    """Something that can't be taken out here; the page has to become a picture."""


@dataclass(frozen=True, slots=True)
class _State:
    """What the content has set: where it draws and how it writes."""

    ctm: Matrix = _STILL
    font: Font | None = None
    named: str = ""
    size: float = 0.0
    spacing: float = 0.0
    words: float = 0.0
    wide: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


def erase(pdf: pikepdf.Pdf, page: pikepdf.Page, boxes: Sequence[Box]) -> None:
    """Take everything inside some boxes (in the file's coordinates) out of a page.

    Raises:
        Unerasable: a font, picture or form that isn't understood lies on the page.
    """
    eraser = _Eraser(pdf, tuple(boxes))
    resources = page.obj.get("/Resources", Dictionary())
    page.obj.Resources = resources = _own(pdf, resources)
    try:
        made = eraser.content(page, resources, _STILL)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError, UnknownFont) as error:
        raise Unerasable(str(error)) from error  # damage and oddities show in many ways inside the library
    page.obj.Contents = pdf.make_stream(b"q\n" + made + b"\nQ")


def _own(pdf: pikepdf.Pdf, resources: pikepdf.Object) -> pikepdf.Object:
    """Resources that no other page shares, so that what is changed here is changed nowhere else."""
    mine = Dictionary(dict(resources.items()))
    if "/XObject" in mine:
        mine.XObject = Dictionary(dict(mine.XObject.items()))
    if "/Properties" in mine:
        del mine["/Properties"]
    return pdf.make_indirect(mine)


class _Eraser:
    """One page under way."""

    def __init__(self, pdf: pikepdf.Pdf, boxes: tuple[Box, ...], deep: int = 0) -> None:
        self._pdf = pdf
        self._boxes = boxes
        self._deep = deep
        self._fonts: dict[str, Font] = {}
        self._count = 0

    def content(
        self, holder: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object, ctm: Matrix, size: float = 0.0
    ) -> bytes:
        """The content of a page or a form without what lies in the boxes."""
        self._resources = resources
        self._state, self._saved = _State(ctm=ctm, size=size), [_State(ctm=ctm)]
        self._saved.clear()
        self._text = self._line = _STILL
        self._path: list[tuple[float, float]] = []
        self._pending: list[ContentStreamInstruction] = []
        kept: list[ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
        for each in pikepdf.parse_content_stream(holder):
            kept += self._one(each)
        kept += [_told([], "Q")] * len(self._saved)
        return pikepdf.unparse_content_stream(kept)

    def _one(self, each: object) -> Iterator[ContentStreamInstruction]:
        if isinstance(each, pikepdf.ContentStreamInlineImage):
            if self._meets(moved(self._state.ctm, (0, 0, 1, 1))):
                raise Unerasable("inline image")
            yield each  # type: ignore[misc]  # both kinds are unparsed alike
            return
        name, told = str(each.operator), list(each.operands)  # type: ignore[attr-defined]
        if name in _SHOW:
            yield from self._show(name, told)
        elif name == "Do":
            yield from self._do(told[0])
        elif name in _BUILD:
            self._pending.append(each)  # type: ignore[arg-type]
            self._note(name, told)
        elif name in _PAINT or name == "n":
            if name == "n" or not self._drawn_inside():
                yield from (*self._pending, each)  # type: ignore[misc]
            self._path, self._pending = [], []
        elif name in ("BDC", "DP"):
            # the words behind a picture of words would say what was taken out
            yield _told([told[0], Dictionary()], name)
        else:
            self._note(name, told)
            if name != "Q" or self._balanced:
                yield each  # type: ignore[misc]

    # -- what the content sets ------------------------------------------------------------------------------------

    def _note(self, name: str, told: list[object]) -> None:
        self._balanced = name != "Q" or bool(self._saved)
        if name == "q":
            self._saved.append(self._state)
        elif name == "Q" and self._saved:
            self._state = self._saved.pop()
        elif name == "cm":
            self._state = replace(self._state, ctm=joined(self._state.ctm, _matrix(told)))
        elif name in _SETS:
            key, by = _SETS[name]
            self._state = replace(self._state, **{key: _number(told[0]) * by})  # type: ignore[arg-type]
        elif name == "gs":
            self._written_by(str(told[0]))
        elif name in _POINTS:
            self._path += self._points(name, [_number(each) for each in told])
        else:
            self._place(name, told)

    def _place(self, name: str, told: list[object]) -> None:
        """Where the next letters go, and in which font."""
        if name == "BT":
            self._text = self._line = _STILL
        elif name == "Tm":
            self._text = self._line = _matrix(told)
        elif name in ("Td", "TD"):
            if name == "TD":
                self._state = replace(self._state, leading=-_number(told[1]))
            self._next(_number(told[0]), _number(told[1]))
        elif name == "T*":
            self._next(0.0, -self._state.leading)
        elif name == "Tf":
            self._state = replace(self._state, named=str(told[0]), font=None, size=_number(told[1]))

    def _points(self, name: str, numbers: list[float]) -> Iterator[tuple[float, float]]:
        if name == "re":
            x, y, wide, high = numbers
            numbers = [x, y, x + wide, y + high, x + wide, y, x, y + high]
        return (point(self._state.ctm, *pair) for pair in zip(numbers[::2], numbers[1::2], strict=True))

    def _written_by(self, named: str) -> None:
        """A graphics state may set the font as well."""
        state = self._resources.get("/ExtGState", Dictionary()).get(named, Dictionary())
        if "/Font" in state:
            font, size = state.Font
            self._state = replace(self._state, font=Font(font), size=float(size))

    def _next(self, x: float, y: float) -> None:
        self._line = joined(self._line, (1.0, 0.0, 0.0, 1.0, x, y))
        self._text = self._line

    # -- letters --------------------------------------------------------------------------------------------------

    def _font(self) -> Font:
        if self._state.font is not None:
            return self._state.font
        named = self._state.named
        if named not in self._fonts:
            self._fonts[named] = Font(self._resources.Font[named])
        return self._fonts[named]

    def _show(self, name: str, told: list[object]) -> Iterator[ContentStreamInstruction]:
        if name == '"':
            self._state = replace(self._state, words=_number(told[0]), spacing=_number(told[1]))
            yield _told([told[0]], "Tw")
            yield _told([told[1]], "Tc")
        if name in ("'", '"'):
            self._next(0.0, -self._state.leading)
            yield _told([], "T*")
        pieces = list(told[0]) if name == "TJ" else [told[-1]]  # type: ignore[call-overload]
        kept = self._kept(pieces)
        if kept:
            yield _told([Array(kept)], "TJ")

    def _kept(self, pieces: Sequence[object]) -> list[object]:
        """The strings and movements of one showing, with movements instead of the letters that go."""
        state, font = self._state, self._font()
        kept: list[object] = []
        for piece in pieces:
            if not isinstance(piece, String):
                kept.append(piece)
                self._advance(-_number(piece) / 1000 * state.size * state.wide)
                continue
            stays = b""
            for code, width in font.letters(bytes(piece)):
                step = width * state.size + state.spacing + (state.words if code == b" " else 0.0)
                if self._in_box(width):
                    if stays:
                        kept.append(String(stays))
                        stays = b""
                    if state.size:
                        kept.append(-step / state.size * 1000)
                else:
                    stays += code
                self._advance(step * state.wide)
            if stays:
                kept.append(String(stays))
        return _merged(kept)

    def _advance(self, by: float) -> None:
        self._text = joined(self._text, (1.0, 0.0, 0.0, 1.0, by, 0.0))

    def _in_box(self, width: float) -> bool:
        """Whether the middle of a letter lies in a box."""
        state = self._state
        across = joined(state.ctm, self._text)
        x = width * state.size * state.wide / 2
        y = (_UP + _DOWN) / 2 * state.size + state.rise
        return self._holds(point(across, x, y))

    def _holds(self, at: tuple[float, float]) -> bool:
        return any(box[0] <= at[0] <= box[2] and box[1] <= at[1] <= box[3] for box in self._boxes)

    def _meets(self, other: Box) -> bool:
        return any(
            box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for box in self._boxes
        )

    # -- drawings, pictures, forms ----------------------------------------------------------------------------------

    def _drawn_inside(self) -> bool:
        """Whether a drawing lies wholly in one box, as figures that were turned into outlines do."""
        if not self._path:
            return False
        xs, ys = zip(*self._path, strict=True)
        around = min(xs), min(ys), max(xs), max(ys)
        return any(
            box[0] <= around[0] and around[2] <= box[2] and box[1] <= around[1] and around[3] <= box[3]
            for box in self._boxes
        )

    def _do(self, named: object) -> Iterator[ContentStreamInstruction]:
        drawn = self._resources.XObject[str(named)]
        changed = self._form(drawn) if drawn.get("/Subtype") == Name.Form else self._image(drawn)  # type: ignore[arg-type]
        if changed is not None:
            self._count += 1
            named = Name(f"/Erased{self._deep}x{self._count}")
            self._resources.XObject[str(named)] = changed
        yield _told([named], "Do")

    def _form(self, form: pikepdf.Object) -> pikepdf.Object | None:
        """A copy of a form without what lies in the boxes; None where it doesn't reach them."""
        ctm = joined(self._state.ctm, _matrix(list(form.get("/Matrix", _STILL))))
        if not self._meets(moved(ctm, tuple(float(edge) for edge in form.BBox))):  # type: ignore[arg-type]
            return None
        if self._deep >= _DEEPEST:
            raise Unerasable("forms too deep")
        resources = _own(self._pdf, form.get("/Resources", self._resources))
        inner = _Eraser(self._pdf, self._boxes, self._deep + 1)
        made = self._pdf.make_stream(inner.content(form, resources, ctm, self._state.size))
        for key, value in form.items():
            if key not in ("/Length", "/Filter", "/DecodeParms", "/Resources", "/PieceInfo", "/Metadata"):
                made[key] = value
        made.Resources = resources
        return made

    def _image(self, image: pikepdf.Stream) -> pikepdf.Object | None:
        """A copy of a picture with its pixels painted over; None where it doesn't reach a box."""
        ctm = self._state.ctm
        if not self._meets(moved(ctm, (0.0, 0.0, 1.0, 1.0))):
            return None
        if image.get("/ImageMask", False) or "/SMask" in image or "/Mask" in image:
            raise Unerasable("masked picture")
        try:
            pixels = pikepdf.PdfImage(image).as_pil_image()
        except Exception as error:  # decoders pass on whatever odd data bring about
            raise Unerasable("picture") from error
        return _painted(self._pdf, pixels, [_pixels(ctm, box, pixels.size) for box in self._boxes])


def _pixels(ctm: Matrix, box: Box, size: tuple[int, int]) -> list[tuple[float, float]]:
    """The corners of a box in the pixels of a picture, whose unit square a matrix lays on the page."""
    a, b, c, d, e, f = ctm
    area = a * d - b * c
    if abs(area) < 1e-9:
        raise Unerasable("flat picture")
    corners = ((box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3]))
    units = ((((x - e) * d - (y - f) * c) / area, ((y - f) * a - (x - e) * b) / area) for x, y in corners)
    return [(u * size[0], (1 - v) * size[1]) for u, v in units]


def _painted(pdf: pikepdf.Pdf, image: Image.Image, boxes: Sequence[Sequence[tuple[float, float]]]) -> pikepdf.Object:
    """A picture with black boxes in its pixels, grey or in colours, packed without loss or, photos, as JPEG."""
    plain = image.convert("L" if image.mode in ("1", "L") else "RGB")
    pen = ImageDraw.Draw(plain)
    for corners in boxes:
        pen.polygon(list(corners), fill=0 if plain.mode == "L" else (0, 0, 0))
    if image.format == "JPEG":
        out = io.BytesIO()
        plain.save(out, "JPEG", quality=90)
        stream, packed = pdf.make_stream(out.getvalue()), Name.DCTDecode
    else:
        stream, packed = pdf.make_stream(zlib.compress(plain.tobytes())), Name.FlateDecode
    stream.Type, stream.Subtype, stream.Filter = Name.XObject, Name.Image, packed
    stream.Width, stream.Height = plain.size
    stream.ColorSpace = Name.DeviceGray if plain.mode == "L" else Name.DeviceRGB
    stream.BitsPerComponent = 8
    return stream


def _merged(kept: Sequence[object]) -> list[object]:
    """Neighbouring movements as one."""
    made: list[object] = []
    for each in kept:
        if made and not isinstance(each, String) and not isinstance(made[-1], String):
            made[-1] = _number(made[-1]) + _number(each)
        else:
            made.append(each)
    return [each if isinstance(each, String) else round(_number(each), 3) for each in made]


def _number(value: object) -> float:
    return float(value)  # type: ignore[arg-type]


def _matrix(told: Sequence[object]) -> Matrix:
    a, b, c, d, e, f = (_number(each) for each in told)
    return a, b, c, d, e, f


def _told(operands: Sequence[object], name: str) -> ContentStreamInstruction:
    return ContentStreamInstruction(operands, Operator(name))  # type: ignore[arg-type]


_SETS: dict[str, tuple[str, float]] = {
    "Tc": ("spacing", 1.0),
    "Tw": ("words", 1.0),
    "Tz": ("wide", 0.01),
    "TL": ("leading", 1.0),
    "Ts": ("rise", 1.0),
}
_POINTS = frozenset({"m", "l", "c", "v", "y", "re"})
_BUILD = _POINTS | {"h", "W", "W*"}
"""Operators that build a path; until it is painted, nothing is written."""
