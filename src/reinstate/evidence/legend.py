"""The last page of a copy that was marked or redacted: what was added or taken, and which original it is a copy of."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pikepdf

from reinstate.case import Exhibit, Passage
from reinstate.evidence import ROLES
from reinstate.evidence.typeset import typeset
from reinstate.evidence.wording import Wording

_MOST = 24
"""Places listed for one role; a page holds no more."""
_SHORT = 90
"""Letters of a passage that the legend repeats."""


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of mark: its role, what it means, and where it was set."""

    role: str
    meaning: str
    found: tuple[str, ...]


def with_legend(content: bytes, exhibit: Exhibit, words: Wording, kind: str, rows: Sequence[Row]) -> bytes:
    """A copy with its legend as one more page.

    `kind` is `marked` or `redacted`: the words on top are `<kind>-title` and `<kind>-about` of the shelf.

    Raises:
        Trouble: `evidence.typesetting`.
    """
    tag, _, region = words.language.partition("-")
    said = {
        "language": tag,
        "region": region or None,
        "title": words.says[f"{kind}-title"],
        "about": words.says[f"{kind}-about"].format(file=exhibit.file.name),
        "rows": [{"role": row.role, "meaning": row.meaning, "found": list(row.found)} for row in rows],
        "digest": words.says["legend-original"].format(file=exhibit.file.name, digest=exhibit.original.sha256),
    }
    page = typeset("legend", said)
    with pikepdf.open(io.BytesIO(content)) as pdf, pikepdf.open(io.BytesIO(page)) as last:
        pdf.pages.extend(last.pages)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def rows_of(passages: Sequence[Passage], words: Wording) -> tuple[Row, ...]:
    """The roles among some passages with the words marked and their pages, in the order of the shelf."""
    found: dict[str, dict[str, list[int]]] = {}
    for each in passages:
        pages = found.setdefault(each.role, {}).setdefault(_short(each.words), [])
        if each.page + 1 not in pages:
            pages.append(each.page + 1)
    return tuple(
        Row(role, words.says[f"legend-{role}"], _places(found[role], words)) for role in ROLES if role in found
    )


def _places(found: Mapping[str, Sequence[int]], words: Wording) -> tuple[str, ...]:
    said = [
        words.says["legend-place"].format(words=text, pages=", ".join(map(str, sorted(pages))))
        for text, pages in found.items()
    ]
    return tuple(said[:_MOST] + (["…"] if len(said) > _MOST else []))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHORT else plain[: _SHORT - 1].rstrip() + "…"
