"""What is made of the knowledge is made once, and never serves another knowledge."""

import gc

from reinstate.knowledge import load
from reinstate.knowledge.kept import kept


def test_each_knowledge_and_language_is_built_once(tmp_path):
    first, second = load(tmp_path), load(tmp_path)
    built = []
    made = kept(lambda knowledge, language: built.append((id(knowledge), language)) or language)
    for knowledge in (first, second, first):
        for language in ("en", "de"):
            assert made(knowledge, language) == language
    assert built == [(id(each), language) for each in (first, second) for language in ("en", "de")]


def test_it_goes_with_its_knowledge(tmp_path):
    """Another knowledge may come to lie at the same place in memory; it must not find the old one's words."""
    built = []
    made = kept(lambda _, language: built.append(language))
    for _ in range(3):
        made(load(tmp_path), "en")
        gc.collect()
    assert len(built) == 3
