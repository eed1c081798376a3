"""All words, rules and tables: loaded once, frozen, passed in."""

import hashlib
from pathlib import Path
from typing import Any

from reinstate.case import Mistake
from reinstate.knowledge.book import Knowledge
from reinstate.knowledge.model.spoken import Said, related, say, terms

DATA = Path(__file__).parent / "data"
"""The bundled shelves."""

__all__ = ["DATA", "Knowledge", "Said", "check", "digest", "join", "load", "related", "say", "schemas", "terms"]


def load(folder: Path = DATA, *, cache: Path | None = None) -> Knowledge:
    """Read, check and freeze a folder of shelves.

    Args:
        folder: the shelves.
        cache: a folder of the user's own where the result is kept, so that the next start takes milliseconds; None
            reads and checks every file.

    Raises:
        Mistakes: `knowledge-faulty`, with every mistake of every file.
    """
    from reinstate.knowledge.memory import place_of, recall, remember  # noqa: PLC0415

    place = place_of(folder, cache) if cache else None
    known = recall(place) if place else None
    if known is not None:
        return known
    from reinstate.knowledge.weaving import read_folder, refuse  # noqa: PLC0415 - pydantic costs 0.1 s

    shelves, mistakes = read_folder(folder)
    refuse(mistakes)
    made = Knowledge(version=digest(folder), **shelves)
    if place:
        remember(made, place)
    return made


def check(folder: Path = DATA) -> list[Mistake]:
    """Every mistake in a folder of shelves: shape, references, terms."""
    from reinstate.knowledge.checking import check_folder  # noqa: PLC0415

    return check_folder(folder)


def join(known: Knowledge, folders: tuple[Path, ...]) -> tuple[Knowledge, list[Mistake]]:
    """Knowledge with the shelves of further folders put beside its own, and every mistake in those folders."""
    from reinstate.knowledge.joining import join_folders  # noqa: PLC0415

    return join_folders(known, folders)


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of every shelf's base file and of its language overlay, by file name."""
    from reinstate.knowledge.faces import base_face, overlay_face  # noqa: PLC0415
    from reinstate.knowledge.shelves import LANGUAGE, SHELVES  # noqa: PLC0415

    made = {"language.schema.json": base_face(LANGUAGE).model_json_schema()}
    for name, kind in SHELVES.items():
        made[f"{name}.schema.json"] = base_face(kind).model_json_schema()
        made[f"{name}.words.schema.json"] = overlay_face(kind).model_json_schema()
    return made


def digest(folder: Path = DATA) -> str:
    """The SHA-256 of every file's name and content, the same on every machine."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.toml"), key=lambda path: path.relative_to(folder).as_posix()):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return total.hexdigest()
