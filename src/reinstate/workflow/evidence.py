"""Documents outside any case: what each one says."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reinstate import assist, evidence
from reinstate.case import Paper, Trouble
from reinstate.knowledge import Knowledge
from reinstate.workflow.folder import read_bytes


def papers(
    paths: Sequence[Path], knowledge: Knowledge, password: str | None = None
) -> Iterator[tuple[str, Paper | Trouble]]:
    """What each file says, in the order given; an archive gives what each of its documents says."""
    recognise = assist.recogniser(knowledge)
    for path in paths:
        try:
            content = read_bytes(path)
            for paper in evidence.read(content, str(path), knowledge, recognise, password=password):
                yield paper.file, paper
        except Trouble as trouble:
            yield str(path), trouble


def contract(paper: Paper) -> Mapping[str, Any]:
    """A document as the JSON contract wants it."""
    return evidence.contract(paper)
