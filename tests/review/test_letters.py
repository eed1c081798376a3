"""Letters by writers who had not seen the rules: reviewing them doesn't get worse."""

import pytest
from benchmarks.review_quality import LETTERS, measure


@pytest.mark.parametrize(
    ("name", "precision", "f1"),
    [
        ("first", 0.88, 0.87),
        ("second", 0.84, 0.86),
        ("third", 0.88, 0.9),
        ("fourth", 0.86, 0.86),
        ("fifth", 0.9, 0.9),
    ],
)
def test_letters_by_others_are_reviewed(knowledge, name, precision, f1):
    whole = measure(LETTERS / name, knowledge).whole
    assert whole.precision >= precision
    assert whole.f1 >= f1
