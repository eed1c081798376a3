"""The shelves by which papers are told apart hold words that tell them apart."""

from collections import Counter, defaultdict

import pytest

from reinstate.language import fold
from reinstate.language.terms import term

_EVERYWHERE = {"parties": ("phone", "fax", "email", "website"), "facts": ("page", "continued", "currency")}
"""Labels that papers of every kind bear, by group."""


def spoken(words):
    """All that a term can be, in one plain form."""
    return set(term(words).exact or {plain(words)})


def plain(words):
    """A term folded, its blanks and hyphens alike."""
    return " ".join(fold(words).text.replace("-", " ").split())


@pytest.fixture(scope="module")
def shelves(knowledge):
    """By group and language, which kinds hold each way to write a term."""
    made = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    for kind, paper in knowledge.papers.items():
        for group in ("titles", "cues"):
            for tag, words in getattr(paper, group).items():
                for each in words:
                    for said in spoken(each):
                        made[group][tag][said].add(kind)
    return made


def test_one_title_names_one_kind_or_outranks_the_other(knowledge, shelves):
    unclear = [
        (tag, said, sorted(kinds))
        for tag, titles in shelves["titles"].items()
        for said, kinds in titles.items()
        if len(kinds) > 1 and not any(kinds - {kind} <= set(knowledge.papers[kind].outranks) for kind in kinds)
    ]
    assert unclear == []


def test_a_cue_is_said_of_one_kind(shelves):
    shared = [
        (tag, said, sorted(kinds))
        for tag, cues in shelves["cues"].items()
        for said, kinds in cues.items()
        if len(kinds) > 1
    ]
    assert shared == []


def test_no_cue_is_a_label_of_every_paper(knowledge, shelves):
    common = [
        (tag, each, sorted(shelves["cues"][tag][said]))
        for group, keys in _EVERYWHERE.items()
        for key in keys
        for tag, words in knowledge.labels[group].words[key].items()
        for each in words
        for said in spoken(each)
        if said in shelves["cues"][tag]
    ]
    assert common == []


def test_no_word_stands_twice_on_a_list(knowledge):
    lists = {
        (kind, group, tag): words
        for kind, paper in knowledge.papers.items()
        for group in ("titles", "cues")
        for tag, words in getattr(paper, group).items()
    }
    lists |= {
        (group, key, tag): words
        for group, labels in knowledge.labels.items()
        for key, by_language in labels.words.items()
        for tag, words in by_language.items()
    }
    twice = [
        (*name, each)
        for name, words in lists.items()
        for each, count in Counter(map(plain, words)).items()
        if count > 1
    ]
    assert twice == []
