"""Which language's data read a picture best, told by a sample of its lines alone.

The choice is a function of the picture: what was read before plays no part.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import tesserocr
from PIL import Image

from reinstate.case.sight import Box, Raster
from reinstate.knowledge import Knowledge

Engine = Callable[[str, int], tesserocr.PyTessBaseAPI]
"""Gives the engine for some data and a page segmentation mode."""

_LINES = 8
"""Lines of a sample: the longest ones, which hold words rather than figures."""
_MARGIN, _LEADING = 8, 40
"""Pixels of ground around a line, and between two."""
_TALL = 2.5
"""Usual heights of a line from which it is a picture or several lines; below half of one it is a rule or a speck."""
_OWN_SCRIPT = 0.7
"""Sureness from which the letters of a sample are those of the data's script."""
_FOREIGN = 0.15
"""Share of a sample's letters that are of another script, if it is written in that: its data read the plain one too."""
_FLUENT = 0.8
"""Share of a sample's words in the dictionary of the data that settles the language."""
_DASHES = "ー一丨"
"""Letters for which ruled lines are taken."""
_FEW = 5
"""Words below which their share in a dictionary says nothing."""
_WORD = 3
"""Letters that a word has to have to say something."""


@dataclass(frozen=True, slots=True)
class Try:
    """A sample read with some data: how sure its letters are on the average, how many words a dictionary knows.

    `own` is the share of its letters that are none of the plain alphabet.
    """

    data: str
    sureness: float
    known: int
    words: int
    own: float = 0.0

    @property
    def share(self) -> float:
        """Share of the words in the dictionary."""
        return self.known / self.words if self.words >= _FEW else 0.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The data that can be chosen, by script: those of the plain alphabet first."""

    scripts: tuple[tuple[str, ...], ...]

    def of(self, raster: Raster, engine: Engine) -> str:
        """The data that read a picture best."""
        plain, *others = self.scripts
        if (len(plain) == 1 and not others) or (
            sample := _sample(raster, engine(plain[0], tesserocr.PSM.AUTO))
        ) is None:
            return plain[0]
        first = _tried(sample, plain[0], engine)
        if first.sureness < _OWN_SCRIPT:
            foreign = (each for each in _foreign(sample, others, engine) if each.own >= _FOREIGN)
            best = max((first, *foreign), key=lambda each: each.sureness)
            if best is not first:
                return best.data
        return _most_fluent(first, (_tried(sample, data, engine) for data in plain[1:])).data


def choice(knowledge: Knowledge, languages: Mapping[str, str]) -> Choice:
    """The data of some languages, grouped by the script in which each language writes its own name."""
    scripts: dict[str, list[str]] = {}
    for tag, data in languages.items():
        scripts.setdefault(unicodedata.name(knowledge.languages[tag].name[0]).split()[0], []).append(data)
    groups = [tuple(sorted(group, key=lambda data: "+" in data)) for group in scripts.values()]
    return Choice(tuple(sorted(groups, key=lambda group: "+" in group[0])))


def _foreign(sample: Image.Image, others: Sequence[tuple[str, ...]], engine: Engine) -> Iterator[Try]:
    """Tries with the first data of every other script, and with the sisters of those that are the surest."""
    leads = [(_tried(sample, group[0], engine), group) for group in others]
    yield from (lead for lead, _ in leads)
    surest = max(leads, key=lambda each: each[0].sureness, default=None)
    if surest is not None:
        yield from (_tried(sample, data, engine) for data in surest[1][1:])


def _most_fluent(first: Try, others: Iterable[Try]) -> Try:
    """The try whose dictionary knows most words; with too few words to tell, the first."""
    best = first
    for each in others:
        if best.share >= _FLUENT or first.words < _FEW:
            break
        best = max(best, each, key=lambda one: one.share)
    return best


def _tried(sample: Image.Image, data: str, engine: Engine) -> Try:
    """A sample read with the first of some data alone."""
    reader = engine(data.split("+", maxsplit=1)[0], tesserocr.PSM.SINGLE_BLOCK)
    reader.SetImageBytes(sample.tobytes(), sample.width, sample.height, 1, sample.width)
    reader.Recognize()
    found = reader.GetIterator()
    letters, sure, known, count, own = 0, 0.0, 0, 0, 0
    if found is not None and not found.Empty(tesserocr.RIL.WORD):
        for word in tesserocr.iterate_level(found, tesserocr.RIL.WORD):
            text = word.GetUTF8Text(tesserocr.RIL.WORD).strip()
            letters += len(text)
            own += sum(sign.isalpha() and sign not in _DASHES and not _plain(sign) for sign in text)
            sure += word.Confidence(tesserocr.RIL.WORD) / 100 * len(text)
            if len(bare := text.strip(".,:;()-")) >= _WORD and bare.isalpha():
                count += 1
                known += word.WordIsFromDictionary()
    reader.Clear()
    return Try(data, sure / letters if letters else 0.0, known, count, own / letters if letters else 0.0)


def _plain(sign: str) -> bool:
    """Whether a letter is of the plain alphabet, with or without a mark."""
    return sign.isascii() or unicodedata.name(sign, "").startswith("LATIN")


def _sample(raster: Raster, engine: tesserocr.PyTessBaseAPI) -> Image.Image | None:
    """The longest lines of a picture one below the other; None where it has no lines."""
    engine.SetImageBytes(raster.pixels, raster.width, raster.height, 1, raster.width)
    engine.SetSourceResolution(raster.dpi)
    lines = list(_text_lines(engine))
    engine.Clear()
    if not lines:
        return None
    usual = sorted(bottom - top for _, top, _, bottom in lines)[len(lines) // 2]
    likely = [box for box in lines if 0.5 * usual <= box[3] - box[1] <= _TALL * usual]
    longest = sorted(sorted(likely, key=lambda box: box[0] - box[2])[:_LINES], key=lambda box: box[1])
    page = Image.frombytes("L", (raster.width, raster.height), raster.pixels)
    cut = [page.crop((max(0, a - _MARGIN), max(0, b - _MARGIN), c + _MARGIN, d + _MARGIN)) for a, b, c, d in longest]
    wide, high = max(each.width for each in cut), sum(each.height + _LEADING for each in cut)
    made = Image.new("L", (wide + 2 * _LEADING, high + _LEADING), 255)
    top = _LEADING
    for each in cut:
        made.paste(each, (_LEADING, top))
        top += each.height + _LEADING
    return made


def _text_lines(engine: tesserocr.PyTessBaseAPI) -> Iterator[Box]:
    """The boxes of the lines of text that the page seems to have."""
    found = engine.AnalyseLayout()
    if found is None or found.Empty(tesserocr.RIL.TEXTLINE):
        return
    for line in tesserocr.iterate_level(found, tesserocr.RIL.TEXTLINE):
        if box := line.BoundingBox(tesserocr.RIL.TEXTLINE):
            yield box
