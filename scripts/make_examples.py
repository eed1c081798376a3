# ruff: noqa: INP001 - a script to be run by hand, no package
"""Draws the papers and pictures of the bundled example cases; run by hand, its output is committed.

    python scripts/make_examples.py [CASE ...] [--into FOLDER]

Needs what the package itself needs; uses no font but those that come with it, so every machine draws the same bytes.
"""

import argparse
import io
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import typst

HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

from examples import inauthentic_de, late_shipments_us, restricted_it  # noqa: E402
from examples.drawing import font_folder  # noqa: E402

CASES: dict[str, ModuleType] = {
    "late-shipments-us": late_shipments_us,
    "inauthentic-de": inauthentic_de,
    "restricted-it": restricted_it,
}
DRAWN = datetime(2026, 11, 2, 9, tzinfo=UTC)
"""The moment that every paper bears in its metadata, whenever it is drawn."""
SUFFIX = {"late-shipments-us": ".eml", "inauthentic-de": ".html", "restricted-it": ".txt"}


def paper(case: str, name: str, data: object) -> bytes:
    """One paper as PDF."""
    made = typst.compile(
        str(HERE / "examples" / case / f"{name}.typ"),
        root=str(HERE / "examples"),
        font_paths=[str(font_folder())],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=DRAWN,
        pdf_tags=False,
    )
    if not isinstance(made, bytes):
        raise TypeError(name)
    return made


def picture(name: str, image: object) -> bytes:
    """One picture in the format that its name says, without metadata."""
    out = io.BytesIO()
    if name.endswith(".png"):
        image.quantize(64).save(out, "PNG", optimize=True)  # type: ignore[attr-defined]
    else:
        image.save(out, "JPEG", quality=80, optimize=True)  # type: ignore[attr-defined]
    return out.getvalue()


def files(case: str) -> Iterator[tuple[str, bytes]]:
    """Every file of a case that is drawn: its path in the case's folder and its content."""
    source = CASES[case]
    yield f"notice{SUFFIX[case]}", source.notice(HERE / "examples" / case)
    for name, data in source.papers().items():
        yield f"evidence/{name}.pdf", paper(case, name, data)
    for name, image in source.pictures().items():
        yield f"evidence/{name}", picture(name, image)
    for name, content in getattr(source, "documents", dict)().items():
        yield f"evidence/{name}", content


def main(arguments: list[str] | None = None) -> None:
    """Draw the named cases, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", metavar="CASE", choices=[*CASES, []], help=", ".join(CASES))
    parser.add_argument("--into", type=Path, default=HERE.parent / "src" / "reinstate" / "examples")
    chosen = parser.parse_args(arguments)
    for case in chosen.cases or CASES:
        for name, content in files(case):
            target = chosen.into / case / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


if __name__ == "__main__":
    main()
