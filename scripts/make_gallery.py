# ruff: noqa: INP001 - a script to be run by hand, no package
"""Makes the gallery of plans: the first page of one made-up case in every language that plans are written in.

    python scripts/make_gallery.py [FOLDER]

Writes `plan-<tag>.png` and `README.md` into the folder (default: docs/gallery). Needs the development tools only.
"""

import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2

from reinstate import document, plan
from reinstate.document import Listed
from reinstate.knowledge import load
from reinstate.workflow.frame import frame_of

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
from tests.plan.cases import STORES, made  # noqa: E402 - the cases are test data

NUMBER = 62
SCALE = 1.35
STRUCTURE = "4d"


def main() -> None:
    """Write the pictures and the page that shows them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "gallery"
    folder.mkdir(parents=True, exist_ok=True)
    knowledge = load()
    rows = []
    for tag in (each for each in STORES if knowledge.languages[each].plan):
        case = made(NUMBER, tag, knowledge)
        drafted = plan.draft(
            case.answers, case.reading, knowledge, structure=STRUCTURE, language=tag, numbers=case.numbers
        )
        titles = {each.id: plan.exhibit_title(each, knowledge, tag) for each in case.answers.attachments}
        listed = tuple(Listed(each.number, titles[each.id]) for each in case.exhibits)
        frame = frame_of(case.answers, case.reading, (), knowledge, tag)
        tree = document.compose_plan(drafted, replace(frame, exhibits=listed), knowledge)
        page = pypdfium2.PdfDocument(document.render(tree, "pdf"))[0]
        page.render(scale=SCALE).to_pil().save(folder / f"plan-{tag}.png", optimize=True)
        rows.append(f"## {knowledge.languages[tag].name}\n\n![{tag}](plan-{tag}.png)\n")
    head = "# One case in eight languages\n\nMade by `scripts/make_gallery.py` from a made-up case.\n"
    (folder / "README.md").write_text("\n".join([head, *rows]), "utf-8")


if __name__ == "__main__":
    main()
