"""What a person types into a line is read by itself; what our phrases wrote stays one sentence wherever it stands."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reinstate import review
from reinstate.case import Sentence, Span
from reinstate.knowledge import load
from reinstate.plan import Line, Part, cut_in, lay, own_sentences, parts_of
from tests.plan.cases import made
from tests.plan.test_sixty import plan_of

KNOWLEDGE = load()
PROMISES = {
    "en": "We will try our best to be more careful in the future.",
    "de": "Wir werden uns in Zukunft bemühen, noch sorgfältiger zu arbeiten.",
    "fr": "Nous ferons de notre mieux pour être plus attentifs à l’avenir.",
    "it": "In futuro cercheremo di fare più attenzione.",
    "es": "En el futuro intentaremos tener más cuidado.",
    "vi": "Chúng tôi sẽ cố gắng cẩn thận hơn trong tương lai.",
    "zh": "我们今后会尽最大努力，更加小心。",
    "ja": "今後はもっと注意するよう努めます。",
}
ACTIONS = {"containment", "corrective", "preventive"}
CUT = cut_in("en", KNOWLEDGE)
DRAFTED = Line("On 5 May 2026, Ruth Alvarez changed the handling time. She checked it on 6 May [A-1].", ("s",), ("a",))


def found(plan, case, memory):
    told = review.review(plan, KNOWLEDGE, case.violation, memory=memory).findings
    return {(each.rule, each.span.of(plan.text)): each.span for each in told}


@pytest.mark.parametrize("tag", PROMISES)
def test_a_promise_beside_what_is_dated_and_proved_is_found_and_nothing_else(tag):
    promise, cut, memory = PROMISES[tag], cut_in(tag, KNOWLEDGE), review.Memory()
    apart = "" if tag in ("zh", "ja") else " "
    for number in range(8):
        case = made(number, tag, KNOWLEDGE)
        draft = plan_of(case, number, tag)
        parts, before = parts_of(draft), found(draft, case, memory)
        lines = [(at, line) for at, part in enumerate(parts) if ACTIONS & set(part.roles) for line in part.lines]
        for at, line in lines:
            for words in (promise + apart + line.words, line.words + apart + promise):
                typed = replace(line, words=words, own=own_sentences(words, line, cut))
                changed = tuple(typed if each is line else each for each in parts[at].lines)
                plan = lay((*parts[:at], replace(parts[at], lines=changed), *parts[at + 1 :]), tag, draft.structure)
                span = Span(plan.text.index(promise), plan.text.index(promise) + len(promise))
                told = found(plan, case, memory)
                assert any(span.holds(each) for each in told.values()), words
                assert {key for key, each in told.items() if not span.holds(each)} <= set(before), words


@pytest.mark.parametrize(
    ("words", "own"),
    [
        (DRAFTED.words, []),
        (DRAFTED.words.replace("[A-1]", "[A-7]"), []),
        ("On 7 May 2026, Ruth Alvarez changed the handling time. She checked it on 6 May [A-1].", []),
        ("We will be careful. " + DRAFTED.words, ["We will be careful."]),
        (DRAFTED.words.replace(". She", ". We hope so. She"), ["We hope so."]),
        ("We hope for the best. She checked it on 6 May [A-1].", ["We hope for the best."]),
        ("We hope so. We are sorry.", ["We hope so.", "We are sorry."]),
    ],
)
def test_the_sentences_that_the_draft_does_not_say_are_the_person_s(words, own):
    assert [each.of(words) for each in own_sentences(words, DRAFTED, CUT)] == own


def test_what_a_person_wrote_in_the_interview_is_the_person_s_when_it_is_edited_too():
    words = "We retrained the team. We will be careful."
    spoken = Line(words, ("s",), own=own_sentences(words, None, CUT))
    assert [each.of(words) for each in spoken.own] == ["We retrained the team.", "We will be careful."]
    assert len(own_sentences(words + " We promise.", spoken, CUT)) == 3


sentences = st.lists(
    st.sampled_from(["We hope so.", "She left.", "5 May: done.", "Ok", "One. Two.", "我们会小心。"]), max_size=6
)


@given(sentences, sentences)
@settings(deadline=None, max_examples=200)
def test_pieces_cover_every_letter_of_a_line_once_and_in_order(drafted, typed):
    words, base = " ".join(typed) or "x", " ".join(drafted)
    line = Line(words, own=own_sentences(words, Line(base), CUT))
    text = "Head\n- " + words + "\n"
    span = Span(7, 7 + len(words))
    own = tuple(Span(7 + each.start, 7 + each.end) for each in line.own)
    pieces = [each for each, _ in Sentence(span, own=own).pieces(text)]
    assert all(left.end <= right.start for left, right in pairwise(pieces))
    read = "".join(each.of(text) for each in pieces)
    assert "".join(filter(str.isalnum, read)) == "".join(filter(str.isalnum, words))
    assert set(own) <= set(pieces)
    (part,) = parts_of(lay((Part("actions", ("corrective",), "Head", lines=(line,)),), "en", None))
    assert part.lines == (line,)
