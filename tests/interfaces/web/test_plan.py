"""The plan's page: reviewed as one types, saved as one pauses, and safe when two tabs or no program answer."""

import json
import re

import pytest

from reinstate.workflow.desk import look_up

LINE = ".cm-line:has-text('{}')"


def example(served):
    return served.client().post("/example", {"name": "late-shipments-us"}).headers["location"].removesuffix("notice")


def open_plan(page, at, case):
    page.goto(f"{at.origin}{case}plan")
    page.wait_for_selector(".cm-content")
    page.wait_for_selector("#plan[data-looked]")


def type_after(page, words, typed):
    """Click into the line with these words, go to its end and type."""
    page.click(LINE.format(words), position={"x": 60, "y": 12})
    page.keyboard.press("End")
    page.keyboard.type(typed)


def promise(page):
    """Type a promise before the first sentence of the immediate actions, on the same line."""
    page.click("#outline .issue button >> nth=2")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    page.keyboard.type("We will try our best to be more careful in the future. ")


@pytest.fixture(scope="module")
def case(served):
    return example(served)


@pytest.fixture
def page(visit, served, case):
    opened = visit("en-US")
    open_plan(opened, served, case)
    return opened


def test_a_promise_is_underlined_as_it_is_typed_and_says_why(page):
    promise(page)
    page.wait_for_selector("#remarks li:has-text('Quality word instead of a measure')")
    page.hover(".cm-lintRange-warning:has-text('our best')")
    page.wait_for_selector(".cm-tooltip-lint .note-card")


def test_what_is_typed_is_saved_and_still_there(visit, served):
    case = example(served)
    page = visit("en-US")
    open_plan(page, served, case)
    type_after(page, "Chen Jing (logistics manager)", "\nOf the night shift, Xu Ling")
    page.wait_for_selector("#state[data-state=saved]")
    page.reload()
    page.wait_for_selector(LINE.format("Of the night shift, Xu Ling"))
    page.goto(f"{served.origin}{case}plan/history")
    page.wait_for_selector("ins:has-text('Of the night shift, Xu Ling')")
    page.click("button:has-text('Bring it back') >> nth=-1")
    page.wait_for_selector(".cm-content")
    page.wait_for_selector("#plan[data-looked]")
    assert page.locator(LINE.format("Xu Ling")).count() == 0


def test_who_types_waits_for_no_case_that_is_worked_through(served):
    case, client = example(served), served.client()
    made = json.loads(client.get(f"{case}plan/text").text)
    said = [row | {"words": made["text"][row["start"] : row["end"]]} for row in made["rows"]]
    lines = [row for row in said if row["kind"] == "line"]
    lines[-1]["words"] += " Signed by all of us."
    choice = {"structure": made["structure"], "plan-language": made["language"]}
    saved = client.post(f"{case}plan/save", {**choice, "seq": made["seq"], "lines": json.dumps(lines)}, X_Live="1")
    assert json.loads(saved.body)["seq"] > made["seq"]
    with served.running.bench.heavy.turn:  # something takes long
        for close in ("", "1"):
            typed = {**choice, "text": made["text"], "lines": json.dumps(said), "close": close}
            assert "notes" in json.loads(client.post(f"{case}plan/look", typed, X_Live="1").body)


def test_headings_stay_and_undo_takes_back(page):
    page.click(".cm-head >> nth=0")
    before = page.inner_text(".cm-content")
    page.keyboard.type("X")
    assert page.inner_text(".cm-content") == before
    type_after(page, "Zhou Min (customer", " and more")
    page.wait_for_selector(LINE.format("and more"))
    page.keyboard.press("Control+z")
    page.wait_for_selector(LINE.format("and more"), state="detached")


def test_two_tabs_are_told_and_nothing_is_written_over(visit, served):
    case = example(served)
    one, two = visit("en-US"), visit("en-US")
    for each in (one, two):
        open_plan(each, served, case)
    type_after(one, "Chen Jing (logistics manager)", "\nFrom the first tab")
    one.wait_for_selector("#state[data-state=saved]")
    type_after(two, "Zhou Min (customer", "\nFrom the second tab")
    two.wait_for_selector(".word:has-text('changed in another tab')")
    one.reload()
    one.wait_for_selector(LINE.format("From the first tab"))
    assert one.locator(LINE.format("From the second tab")).count() == 0
    two.click("text=Keep what I typed here")
    two.wait_for_selector("#state[data-state=saved]")
    one.reload()
    one.wait_for_selector(LINE.format("From the second tab"))


def test_a_sentence_is_completed_by_its_small_form(page):
    page.wait_for_selector("#asks form")
    page.fill("#asks form input >> nth=0", "in the warehouse in Shenzhen")
    page.click("#asks form button >> nth=0")
    page.wait_for_selector(LINE.format("(in the warehouse in Shenzhen)"))


def test_a_fact_is_put_where_the_cursor_is(page):
    type_after(page, "Chen Jing (logistics manager)", " ")
    page.click("summary:has-text('Facts of the case')")
    page.click("[data-fact='[A-2]']")
    page.wait_for_selector(LINE.format("Chen Jing (logistics manager) [A-2]"))


def test_the_plan_stands_beside_itself_in_another_language(page):
    page.select_option("#beside", "de")
    page.wait_for_selector("#twin[lang=de] .head")
    assert "Team" in page.inner_text("#twin")
    assert "Bestellungen" in page.inner_text("#twin")


def test_another_form_takes_the_place_of_the_first(visit, served):
    case = example(served)
    page = visit("en-US")
    open_plan(page, served, case)
    page.click("summary:has-text('Form and language')")
    page.select_option("select[name=structure]", "3part")
    page.click("text=Take this form")
    page.wait_for_selector("#outline:not(:has-text('D8'))")
    assert "D8" not in page.inner_text("#outline")


def test_drawings_are_chosen_and_the_choice_outlives_an_edit(served, visit):
    case = example(served)
    page = visit("en-US")
    open_plan(page, served, case)
    page.click("summary:has-text('Form and language')")
    assert page.input_value("[name=figures]") == ""
    page.select_option("[name=figures]", "none")
    page.click("text=Take this form")
    page.wait_for_selector("[name=figures] [value=none][selected]", state="attached")
    page.wait_for_selector("#plan[data-looked]")
    type_after(page, "Chen Jing (logistics manager)", "\nOf the night shift, Xu Ling")
    page.wait_for_selector("#state[data-state=saved]")
    bench = served.running.bench
    worked = bench.worked(look_up(bench.store, case.split("/")[2]))
    assert (worked.figures, "Xu Ling" in worked.plan.text) == ((), True)


def test_a_finding_stands_for_a_reason(visit, served):
    case = example(served)
    page = visit("en-US")
    open_plan(page, served, case)
    promise(page)
    page.click("#remarks button:has-text('Quality word instead of a measure') >> nth=0")
    page.click("#remark button:has-text('Let it stand')")
    page.fill("dialog textarea", "The buyer asked for these very words.")
    page.click("dialog button.button >> nth=0")
    page.wait_for_selector("#remarks li:has-text('Quality word instead of a measure')", state="detached")


@pytest.mark.parametrize("lines", ["{}", "[1]", "nonsense", '[{"part": "no-such"}]'])
def test_what_no_page_of_ours_sends_is_refused(served, case, lines):
    client = served.client()
    seq = re.search(r'name="seq" value="(\d+)"', client.get(f"{case}notice").text)[1]
    fields = {"seq": seq, "structure": "8d", "plan-language": "en", "lines": lines}
    answer = client.post(f"{case}plan/save", fields, X_Live="1")
    assert (answer.status, '"code":"desk.plan-unfit"' in answer.text) == (422, True)


def test_on_paper_stands_the_whole_text_and_not_only_the_lines_in_sight(visit, served, case):
    page = visit("en-US")
    page.goto(f"{served.origin}{case}plan?now=1")
    page.wait_for_selector("#plan[data-looked]")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.is_visible("#printed")
    assert not page.is_visible("#editor")
    outline = [each.strip() for each in page.locator("#outline button").all_text_contents()]
    assert len(outline) > 3
    assert all(each in page.inner_text("#printed") for each in outline)
