"""Worn sheets are other pictures of the same truth."""

import io

import pytest
from PIL import Image

from tests.evidence.mint.press import mint
from tests.evidence.mint.wear import WEARS


@pytest.mark.parametrize("wear", WEARS)
def test_wear_spoils_the_picture_and_not_the_truth(wear):
    clean, worn = mint(9001, scan=True), mint(9001, scan=True, wear=wear)
    assert worn.truth == clean.truth
    assert worn.content != clean.content
    assert min(Image.open(io.BytesIO(worn.content)).size) > 1500
