"""The three bundled examples, run through the main job."""

from collections.abc import Iterator
from pathlib import Path

from reinstate.knowledge import Knowledge
from reinstate.workflow.homes import FolderHome
from reinstate.workflow.package import Choice, Worked, package
from reinstate.workflow.write import refuse_full

FOLDER = Path(__file__).parent.parent / "examples"
EXAMPLES = ("late-shipments-us", "inauthentic-de", "restricted-it")


def demo(out: Path, knowledge: Knowledge, reader_language: str, *, force: bool = False) -> Iterator[tuple[str, Worked]]:
    """Package every example into a folder of its own below `out`; yields each as it is done.

    Raises:
        Trouble: `out` holds files already, or can't be written.
    """
    refuse_full(out, force=force)
    for name in EXAMPLES:
        choice = Choice(reader_language=reader_language)
        yield name, package(FolderHome(FOLDER / name), out / name, knowledge, choice, force=force)
