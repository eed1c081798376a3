"""Law: whatever is done with documents, the originals stay as they were, byte for byte."""

import datetime as dt
import hashlib
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from reinstate import evidence
from reinstate.case import Attachment, Context, Trouble
from tests.evidence.papers import INDEX
from tests.evidence.test_bundle import PAPERS
from tests.evidence.test_marked_copies import signed_paper

FILES = PAPERS | {"signed.pdf": signed_paper()}
DIGESTS = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}


def read(found, words, knowledge):
    list(evidence.read(found.content, found.file.name, knowledge, None))


def inspect(found, words, knowledge):
    papers = list(evidence.read(found.content, found.file.name, knowledge, None))
    evidence.inspect(papers, Context(dt.date(2026, 6, 1), 365, "GB", "Harbour Lamps Ltd", "Leeds", ()), knowledge)


def admit(found, words, knowledge):
    evidence.admit(found.content, Attachment("b", found.file.name, "supplier-invoice"), "A-2")


def prices(found, words, knowledge):
    for paper in evidence.read(found.content, found.file.name, knowledge, None):
        evidence.redacted_copy(found, evidence.prices(found.content, paper, knowledge, None), words)


def roles(found, words, knowledge):
    for paper in evidence.read(found.content, found.file.name, knowledge, None):
        evidence.marked_copy(evidence.with_roles(found, ["B0HLAMP001"], paper), words)


OPERATIONS = {
    "admit": admit,
    "read": read,
    "parts": lambda found, _, __: list(evidence.parts(found.content, found.file.name)),
    "inspect": inspect,
    "mark": lambda found, words, _: evidence.mark(found, words=words),
    "marked copy": lambda found, words, _: evidence.marked_copy(found, words),
    "marks by role": roles,
    "redacted copy": lambda found, words, _: evidence.redacted_copy(found, found.passages, words),
    "prices redacted": prices,
    "bundle": lambda found, words, _: evidence.bundle(INDEX, [found], words, {}),
    "bundle unmarked": lambda found, words, _: evidence.bundle(INDEX, [found], words, {}, unmarked=[found.number]),
}


@given(
    file=st.sampled_from(sorted(FILES)),
    steps=st.lists(st.sampled_from(sorted(OPERATIONS)), min_size=1, max_size=4),
)
@settings(max_examples=25, deadline=None)
def test_originals_are_the_same_bytes_after_every_operation(knowledge, file, steps):
    words = evidence.wording(knowledge, "en")
    content = FILES[file]
    told = Attachment("a", file, "supplier-invoice", highlight=("Harbour Lamps", "inspected", "Lorem ipsum"))
    found = evidence.admit(content, told, "A-1")
    for step in steps:
        with suppress(
            Trouble
        ):  # signed files and papers without the words are refused, which must not harm them either
            OPERATIONS[step](found, words, knowledge)
        assert found.content is content
        assert hashlib.sha256(found.content).hexdigest() == found.sha256 == DIGESTS[file]
