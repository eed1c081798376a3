"""Whether two names or addresses are the same but for spelling, legal form, accents and translation."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from reinstate.knowledge import Knowledge
from reinstate.knowledge.kept import kept
from reinstate.language import unspaced as unspaced_in

_LEXICON = "legal-forms"
_SAME_NAME = 86
_NEAR_NAME = 78
_SAME_PLACE = 62
_CODE = re.compile(r"(?<!\d)\d{5,6}(?!\d)|\b\d{3}-\d{4}\b|\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b|\b\d{4}\b(?= [a-z])")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Small letters without accents and punctuation."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("đ", "d"))
    return " ".join(re.sub(r"[^\w]+", " ", "".join(sign for sign in folded if not unicodedata.combining(sign))).split())


@dataclass(frozen=True, slots=True)
class Forms:
    """The legal forms of all countries: those of scripts with blanks as `plain` writes them, and the others."""

    spaced: re.Pattern[str]
    unspaced: re.Pattern[str]

    @lru_cache(maxsize=1024)  # noqa: B019 - there is one for each knowledge, and that lasts as long as the program
    def core(self, name: str) -> str:
        """A firm's name without its legal form."""
        bare = plain(self.unspaced.sub(" ", unicodedata.normalize("NFKC", name)))
        return " ".join(self.spaced.sub(" ", bare).split()) or bare


@kept
def forms(knowledge: Knowledge, _: str) -> Forms:
    """The legal forms of the lexicon, in every language at once."""
    words = {word for said in knowledge.lexicons[_LEXICON].words.values() for word in said}
    unspaced = sorted((word for word in words if unspaced_in(word)), key=len, reverse=True)
    spaced = sorted({plain(word) for word in words if not unspaced_in(word)}, key=len, reverse=True)
    return Forms(
        re.compile(rf"\b(?:{'|'.join(map(re.escape, spaced))})\b"), re.compile("|".join(map(re.escape, unspaced)))
    )


@lru_cache(maxsize=1024)
def variants(name: str) -> tuple[str, ...]:
    """A name as it stands, and its parts outside and inside brackets: the same name in two scripts."""
    outer = re.sub(r"[(（][^()（）]*[)）]", " ", name).strip()
    inner = re.findall(r"[(（]([^()（）]{3,})[)）]", name)
    return tuple(dict.fromkeys(each for each in (name, outer, *inner) if each))


def same_name(one: str, two: str, known: Forms, *, rough: bool = False) -> bool:
    """Whether two names are the same firm's; `rough` allows for letters misread in a picture."""
    least = _NEAR_NAME if rough else _SAME_NAME
    return any(_alike(known.core(a), known.core(b), least) for a in variants(one) for b in variants(two))


def _alike(one: str, two: str, least: float) -> bool:
    if not one or not two:
        return False
    if one == two or one.replace(" ", "") == two.replace(" ", ""):
        return True
    shorter, longer = sorted((one, two), key=len)
    if (len(shorter) >= 6 and f" {shorter} " in f" {longer} ") or (
        not shorter.isascii() and len(shorter) >= 4 and shorter in longer
    ):
        return True
    return fuzz.ratio(one, two) >= least and fuzz.token_sort_ratio(one, two) >= least


def other_place(one: str, two: str) -> bool:
    """Whether two addresses are surely different places: other postcodes, and hardly a word in common."""
    versions = [plain(each) for each in variants(two)]
    here = plain(one)
    if max(fuzz.token_set_ratio(here, there) for there in versions) >= _SAME_PLACE:
        return False
    codes = set(_CODE.findall(here))
    theirs = {code for there in versions for code in _CODE.findall(there)}
    return bool(codes) and bool(theirs) and not codes & theirs
