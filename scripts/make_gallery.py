# ruff: noqa: INP001 - a script to be run by hand, no package
"""Makes the gallery of plans: page 1 of one of the bundled examples in every language that plans are written in.

    python scripts/make_gallery.py [FOLDER]

Writes `plan-<tag>.png` and `README.md` into the folder (default: docs/gallery). The example lacks a date on purpose;
here it is given, so that the plan is whole.
"""

import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2

from reinstate import document
from reinstate.knowledge import load
from reinstate.workflow.folder import read_folder
from reinstate.workflow.package import Choice, plan_languages, work
from reinstate.workflow.render import page_of

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "src" / "reinstate" / "examples" / "inauthentic-de"
LEFT_OUT = "# on = 2026-10-12"
SCALE = 1.35
HEAD = "# One case in eight languages\n\nPage 1 of a made-up case's plan; `scripts/make_gallery.py` makes it.\n"


def main() -> None:
    """Write the pictures and the page that shows them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "gallery"
    folder.mkdir(parents=True, exist_ok=True)
    knowledge = load()
    case = read_folder(EXAMPLE)
    case = replace(case, answers=case.answers.replace(LEFT_OUT, LEFT_OUT.removeprefix("# ")))
    rows = []
    for tag in plan_languages(knowledge):
        worked = work(case, knowledge, Choice("4d", tag))
        done = replace(worked, checklist=replace(worked.checklist, ready=True))
        page = pypdfium2.PdfDocument(document.render(page_of(done, knowledge), "pdf"))[0]
        page.render(scale=SCALE).to_pil().save(folder / f"plan-{tag}.png", optimize=True)
        rows.append(f"## {knowledge.languages[tag].name}\n\n![{tag}](plan-{tag}.png)\n")
    (folder / "README.md").write_text("\n".join([HEAD, *rows]), "utf-8")


if __name__ == "__main__":
    main()
