"""Words of human languages and tables of them are data: the rooms that read documents hold patterns of signs only."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import reinstate

ROOM = Path(reinstate.__file__).parent / "evidence"
_WIDE = re.compile(r"[\u3041-\u30fa\u3400-\u9fff\uac00-\ud7af]")
_RANGE = re.compile(r"(?<!\\).-.")
_WORDS = re.compile(r"(?<![A-Za-z\\])[A-Za-z]{4,}(?![A-Za-z])")
_SIGNS = {
    "seeing/layout.py": "the edges of the scripts without blanks",
    "understanding/values.py": "forms of tax numbers, domains and postcodes",
    "understanding/signs.py": "endings that foundries give to the names of their fonts",
    "word_file.py": "names of styles in the file format",
}
"""Files whose patterns hold letters that are no words, and what those are."""


def told(path: Path) -> Iterator[str]:
    """What a file's strings hold of words: letters of scripts without blanks, or several words to choose from."""
    tree = ast.parse(path.read_text("utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            bare = _RANGE.sub("", node.value)
            if _WIDE.search(bare) or ("|" in bare and len(_WORDS.findall(bare)) >= 2 and " | " not in bare):
                yield node.value


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOM)))
def test_no_words_in_patterns(path):
    if str(path.relative_to(ROOM).as_posix()) not in _SIGNS:
        assert list(told(path)) == []


def test_words_are_seen(tmp_path):
    (tmp_path / "a.py").write_text(
        'A = r"Amtsgericht|Registergericht"\nB = "\u958b\u6237"\nC = "[\u4e00-\u9fff]"\nD = "\\\\d|[A-Z]+"\n', "utf-8"
    )
    assert list(told(tmp_path / "a.py")) == ["Amtsgericht|Registergericht", "\u958b\u6237"]
