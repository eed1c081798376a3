"""Law: whatever is done with documents, the originals stay as they were, byte for byte."""

import hashlib
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from reinstate import evidence
from reinstate.case import Attachment, Trouble
from tests.evidence.papers import INDEX
from tests.evidence.test_bundle import PAPERS
from tests.evidence.test_marked_copies import signed_paper

FILES = PAPERS | {"signed.pdf": signed_paper()}
DIGESTS = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}


def read(found, words, knowledge):
    list(evidence.read(found.content, found.file.name, knowledge, None))


OPERATIONS = {
    "mark": lambda found, words, _: evidence.mark(found, words=words),
    "marked copy": lambda found, words, _: evidence.marked_copy(found, words),
    "redacted copy": lambda found, words, _: evidence.redacted_copy(found, found.passages, words),
    "bundle": lambda found, words, _: evidence.bundle(INDEX, [found], words, {}),
    "bundle unmarked": lambda found, words, _: evidence.bundle(INDEX, [found], words, {}, unmarked=[found.number]),
    "read": read,
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
