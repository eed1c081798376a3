"""Every trouble that the code raises can be spoken, with a hint, in the languages of the interface."""

import re
from pathlib import Path

import pytest

import reinstate
from reinstate.knowledge import say

SOURCE = Path(reinstate.__file__).parent
CODES = sorted(
    {
        code
        for path in SOURCE.rglob("*.py")
        for code in re.findall(r"(?:Trouble|Mistakes)\(\s*\"([a-z_]+\.[a-z-]+)\"", path.read_text("utf-8"))
    }
)
SPOKEN = ("en", "zh", "de", "it", "fr", "es", "vi")


def test_there_are_troubles_to_speak_of():
    assert len(CODES) > 10


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("tag", SPOKEN)
def test_every_trouble_says_what_happened_and_what_to_do(knowledge, code, tag):
    area, key = code.split(".")
    for each in (key, f"{key}-hint"):
        said = say(knowledge.messages[area].says[each], tag)
        assert said.text
        assert not said.fallback, f"{area}/{each} doesn't speak {tag}"


def test_every_language_fills_in_the_same_details(knowledge):
    for area, messages in knowledge.messages.items():
        for key, text in messages.says.items():
            wanted = set(re.findall(r"\{\w+\}", text["en"]))
            for tag, words in text.items():
                assert set(re.findall(r"\{\w+\}", words)) == wanted, f"{area}.{key} in {tag}"
