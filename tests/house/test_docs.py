"""Pages of the documentation that are made from the shelves are in step with them."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def script():
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "scripts" / "make_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", script().PAGES)
def test_the_page_is_in_step_with_the_shelves(knowledge, name):
    made = script().PAGES[name](knowledge)
    assert (ROOT / "docs" / name).read_text("utf-8") == made, "run: python scripts/make_docs.py"


def test_the_catalogue_tells_all_of_every_rule(knowledge):
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    for rule in knowledge.rules.values():
        section = page.split(f"\n## {rule.id}\n")[1].split("\n## ")[0]
        assert rule.why["en"] in section
        assert rule.instead["en"] in section
        for source in rule.sources:
            assert knowledge.sources[source].title in section
        for tag in rule.finds:
            assert (f"**{knowledge.languages[tag].name}** – finds:" in section) == rule.speaks(tag)
