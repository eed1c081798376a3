"""Timelines and metrics: everything inside the drawing, all of it told in words."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reinstate.document.course import STAGES, Event, Gauge, Gauges, Timeline
from reinstate.document.draw import draw
from reinstate.document.figures import WIDTH, extent

SVG = "{http://www.w3.org/2000/svg}"
WORDS = st.text(alphabet="abc éM揽收。 ", min_size=1, max_size=90).filter(str.strip)
EVENTS = st.builds(Event, st.tuples(WORDS), st.sampled_from(list(STAGES)), st.just("Stage"), WORDS, WORDS)


@given(st.lists(EVENTS, min_size=1, max_size=8))
@settings(max_examples=60)
def test_nothing_of_a_timeline_leaves_the_drawing_or_lies_on_another_line(events):
    root = ET.fromstring(draw(Timeline("What was done", tuple(events))).svg)
    height = float(root.get("height"))
    columns = {}
    for node in root.iter(f"{SVG}text"):
        x, y, size = (float(node.get(name)) for name in ("x", "y", "font-size"))
        assert x + extent(node.text, size) <= WIDTH + 1
        assert 0 < y <= height
        assert y - columns.get(x, -size) >= size
        columns[x] = y
    assert len(list(root.iter(f"{SVG}circle"))) == len(events)


def test_one_day_and_one_stage_are_named_once():
    events = (
        Event(("May 4, 2026",), "event", "What happened", "Notice"),
        *(Event(("May 6, 2026",), "corrective", "Correction", each, "Exhibit A-1") for each in ("First", "Second")),
    )
    drawn = draw(Timeline("What was done", events))
    assert drawn.svg.count(">May 6, 2026<") == drawn.svg.count(">Correction<") == 1
    assert drawn.told.count("May 6, 2026: Correction") == 2


@pytest.mark.parametrize(("value", "target"), [(9.3, 4.0), (91.0, 95.0), (0.0, 0.0)])
def test_bar_and_target_stand_in_their_ratio(value, target):
    drawn = draw(Gauges("Metrics", (Gauge("Rate", value, target, f"{value} %", f"Target: {target} %"),)))
    root = ET.fromstring(drawn.svg)
    track, bar = root.iter(f"{SVG}rect")
    line = root.find(f"{SVG}path").get("d")
    start, room = float(track.get("x")), float(track.get("width"))
    assert 0 <= float(bar.get("width")) < room
    aimed = float(line.removeprefix("M").split()[0]) - start
    assert float(bar.get("width")) * target == pytest.approx(aimed * value, abs=10)
    assert drawn.told == f"Rate: {value} % (Target: {target} %)"
