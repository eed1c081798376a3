"""The line of every value."""

from reinstate.root_cause.lines import Lines

TEXT = """language = "zh"

[account]
legal_name = "X"  # the firm

[people.lin-hao]
name = "Lin"

[[issues]]
violation = "a"
[[issues.causes]]
id = "one"
[[issues.causes]]
id = "two"
[[issues]]
violation = "b"
[[issues.causes]]
id = "three"
"""


def test_every_value_has_its_line():
    lines = Lines(TEXT)
    assert lines.of(("language",)) == 1
    assert lines.of(("account", "legal_name")) == 4
    assert lines.of(("people", "lin-hao", "name")) == 7
    assert lines.of(("issues", 0, "violation")) == 10
    assert lines.of(("issues", 0, "causes", 1, "id")) == 14
    assert lines.of(("issues", 1, "causes", 0, "id")) == 18


def test_a_missing_value_has_the_line_of_its_table():
    assert Lines(TEXT).of(("people", "lin-hao", "role")) == 6
    assert Lines(TEXT).of(("issues", 0, "causes", 0, "cause")) == 11


def test_what_stands_nowhere_has_no_line():
    assert Lines(TEXT).of(("team",)) is None
