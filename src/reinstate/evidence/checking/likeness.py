"""Whether two names or addresses are the same but for spelling, legal form, accents and translation."""

import re
import unicodedata

from rapidfuzz import fuzz

_FORMS = re.compile(
    r"\b(?:gmbh|ag|kg|ohg|gbr|ek|e k|ug|mbh|llc|l l c|inc|incorporated|corp|corporation|company|co|ltd|limited|"
    r"lp|llp|plc|"
    r"srl|s r l|spa|s p a|snc|sas|s a s|sl|s l|slu|s l u|sa|s a|sau|sarl|s a r l|eurl|sasu|sa de cv|s a de c v|s de rl|"
    r"bv|b v|nv|pty|pte|kk|cong ty|tnhh|cp|co phan|ho kinh doanh)\b"
)
_HAN_FORMS = re.compile(r"有限责任公司|股份有限公司|有限公司|株式会社|有限会社|合同会社|公司|\(株\)|\(有\)")
_SAME_NAME = 86
_NEAR_NAME = 78
_SAME_PLACE = 62
_CODE = re.compile(r"(?<!\d)\d{5,6}(?!\d)|\b\d{3}-\d{4}\b|\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b|\b\d{4}\b(?= [a-z])")


def plain(text: str) -> str:
    """Small letters without accents and punctuation."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("đ", "d"))
    return " ".join(re.sub(r"[^\w]+", " ", "".join(sign for sign in folded if not unicodedata.combining(sign))).split())


def core(name: str) -> str:
    """A firm's name without its legal form."""
    bare = plain(_HAN_FORMS.sub(" ", unicodedata.normalize("NFKC", name)))
    return " ".join(_FORMS.sub(" ", bare).split()) or bare


def variants(name: str) -> tuple[str, ...]:
    """A name as it stands, and its parts outside and inside brackets: the same name in two scripts."""
    outer = re.sub(r"[(（][^()（）]*[)）]", " ", name).strip()
    inner = re.findall(r"[(（]([^()（）]{3,})[)）]", name)
    return tuple(dict.fromkeys(each for each in (name, outer, *inner) if each))


def same_name(one: str, two: str, *, rough: bool = False) -> bool:
    """Whether two names are the same firm's; `rough` allows for letters misread in a picture."""
    least = _NEAR_NAME if rough else _SAME_NAME
    return any(_alike(core(a), core(b), least) for a in variants(one) for b in variants(two))


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
