"""The workbench attacked as other pages, other programs and hostile files would."""

import os
import re
import stat
import time

import pytest

from reinstate.case import Trouble
from reinstate.interfaces.web.keys import Keys, secret_in
from reinstate.interfaces.web.pages import safe_name
from reinstate.workflow.confined import Worker
from tests.interfaces.web.conftest import begin

NOTICE = "Your listing B0CQ7XN4LD was removed. Send us a plan of action within 3 days. Amazon Seller Performance"


def count(client):
    return len(re.findall(r'<a href="/case/', client.get("/").text))


# -- who may come in ---------------------------------------------------------------------------------------------------


def test_it_listens_on_loopback_only(served):
    assert served.running.listening.getsockname()[0] == "127.0.0.1"


def test_without_the_opening_link_nothing_is_seen(served):
    answer = served.stranger().get("/")
    assert answer.status == 403
    assert "reinstate serve" in answer.text


def test_a_link_lets_one_browser_in_once(served):
    link = served.running.link().removeprefix(served.origin)
    first = served.stranger().get(link)
    assert first.status == 200
    cookie = first.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    second = served.stranger().get(link)
    assert second.status == 403
    assert "set-cookie" not in second.headers


@pytest.mark.parametrize("token", ["", "x", "%00", "a" * 5000])
def test_a_guessed_token_lets_nobody_in(served, token):
    answer = served.stranger().get(f"/open?token={token}")
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("cookie", ["", "x", "x.y", "é.y", "a." + "0" * 64])
def test_a_made_up_cookie_opens_nothing(served, cookie):
    name = f"reinstate-{served.port}"
    assert served.stranger().get("/", Cookie=f"{name}={cookie}".encode().decode("latin-1")).status == 403


def test_sessions_of_another_secret_are_unknown():
    ours, theirs = Keys(b"a" * 32), Keys(b"b" * 32)
    session = theirs.redeem(theirs.token())
    assert theirs.knows(session)
    assert not ours.knows(session)
    assert not ours.proves(session, theirs.proof(session))


def test_the_secret_is_kept_for_this_user_alone(tmp_path):
    first = secret_in(tmp_path)
    assert secret_in(tmp_path) == first
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "web.key").stat().st_mode) == 0o600


# -- other pages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}", ""]
)
def test_another_name_of_this_machine_is_refused(served, host):
    """DNS rebinding: a page's own name resolves to loopback, the browser sends that name."""
    answer = served.client().get("/", Host=host.format(port=served.port))
    assert answer.status in (400, 421)
    assert "<main" not in answer.text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_or_port_asks_for_is_refused(served, site):
    assert served.client().get("/", Sec_Fetch_Site=site).status == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", None])
def test_a_step_from_another_origin_is_refused(served, origin):
    client = served.client()
    before = count(client)
    assert client.post("/cases", {"words": NOTICE}, Origin=origin).status == 403
    assert count(client) == before


@pytest.mark.parametrize("proof", ["", "x", "0" * 64])
def test_a_forged_form_changes_nothing(served, proof):
    client = served.client()
    before = count(client)
    assert client.post("/cases", {"words": NOTICE, "proof": proof}, X_Proof=None).status == 403
    assert count(client) == before


def test_the_proof_of_another_session_is_none(served):
    client, other = served.client(), served.client()
    assert client.post("/cases", {"words": NOTICE}, X_Proof=other.headers["X-Proof"]).status == 403


def test_a_choice_leads_to_no_other_site(served):
    for back in ("//evil.example", "https://evil.example", "/\\evil.example"):
        answer = served.client().post("/choose", {"reader": "de", "back": back})
        assert answer.headers["location"] == "/"


# -- pages -------------------------------------------------------------------------------------------------------------


def test_every_answer_forbids_what_isnt_ours(served):
    client = served.client()
    for path in ("/", "/nowhere", "/static/page.js", "/case/none/notice"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    assert client.get("/").headers["cache-control"] == "no-store"


def test_scripts_and_styles_are_asked_for_once(served, visit):
    client = served.client()
    named = re.findall(r'(?:src|href)="(/static/[^"]+)"', client.get("/").text)
    assert len(named) >= 3
    for path in named:
        answer = client.get(path)
        assert (answer.status, "immutable" in answer.headers["cache-control"]) == (200, True)
    assert "cache-control" not in client.get("/static/page.js").headers
    page = visit()
    page.goto(f"{served.origin}/vault")
    page.goto(f"{served.origin}/")
    sent = page.evaluate(
        "() => performance.getEntriesByType('resource')"
        ".filter(each => each.name.includes('/static/')).map(each => each.transferSize)"
    )
    assert sent
    assert set(sent) == {0}  # not even asked whether they have changed


def test_no_folder_outside_is_served(served):
    for path in ("/static/../pages.py", "/static/%2e%2e/pages.py", "/static/..%2fpages.py", "/static//etc/passwd"):
        assert served.client().get(path).status == 404


def test_the_words_of_a_notice_are_never_markup(served, visit):
    taken = "document.title='taken'"
    hostile = f'{NOTICE}\n<script>{taken}</script><img src=x onerror="{taken}"><b id=bold>b</b>'
    page = begin(visit())
    page.fill("#words", hostile)
    page.click("text=Read the notice")
    page.wait_for_url("**/notice")
    assert "<script>document.title" in page.inner_text("#text")
    assert page.locator("#text script, #text img, #bold").count() == 0
    assert "taken" not in page.title()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ('a"b\r\nSet-Cookie: x=1.pdf', "a_b__Set-Cookie_ x=1.pdf"),
        ("发票.pdf", "发票.pdf"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_downloads_have_safe_names(name, safe):
    assert safe_name(name) == safe


def test_the_original_is_given_to_be_saved_and_never_shown(served):
    client = served.client()
    page = client.post("/cases", {"words": f"{NOTICE} <script>alert(1)</script>"}).headers["location"]
    answer = client.get(page.replace("/notice", "/notice/original"))
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert b"<script>" in answer.body


# -- hostile files -----------------------------------------------------------------------------------------------------


def test_an_upload_of_200_megabytes_is_refused_by_its_head(served):
    begun = time.monotonic()
    answer = served.client().send("POST", "/cases", b"x", Content_Length="200000000")
    assert answer.status == 413
    assert time.monotonic() - begun < 5


def test_an_upload_that_hides_its_size_is_cut_off(served):
    def parts():
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        for _ in range(200):
            yield b"x" * 1_000_000

    try:
        answer = served.client().send("POST", "/cases", parts(), Content_Type="multipart/form-data; boundary=b")
    except (BrokenPipeError, ConnectionResetError):
        return  # cut off while we were still sending
    assert answer.status == 413


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", b"PK\x03\x04" + b"\0" * 200),
        ("a.exe", b"MZ\x90\0" + bytes(range(256)) * 4),
        ("a.pdf", b"%PDF-1.7\nbroken"),
        ("a.txt", b"  "),
    ],
)
def test_a_file_that_is_no_notice_is_refused_with_a_reason(served, name, content):
    client = served.client()
    before = count(client)
    body = (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="'
        + name.encode()
        + b'"\r\n\r\n'
        + content
        + b"\r\n--b--\r\n"
    )
    answer = client.send("POST", "/cases", body, Content_Type="multipart/form-data; boundary=b", X_Live="1")
    assert answer.status == 422
    assert '"hint":"' in answer.text
    assert count(client) == before


def test_a_form_that_is_no_form_is_refused(served):
    answer = served.client().send("POST", "/cases", b"--", Content_Type="multipart/form-data")
    assert answer.status in (403, 422)


@pytest.fixture(scope="module")
def worker(tmp_path_factory):
    made = Worker(tmp_path_factory.mktemp("cache"), patience=20, memory=2_000_000_000)
    yield made
    made.close()


def greedy(knowledge):
    return len(bytearray(8_000_000_000))


def dying(knowledge):
    os._exit(3)


def endless(knowledge):
    while True:
        time.sleep(1)


def refusing(knowledge):
    raise Trouble("notice.empty", file="a")


def answer(knowledge, question):
    return question * 2


def test_what_eats_the_memory_ends_the_worker_and_not_the_program(worker):
    with pytest.raises(Trouble) as caught:
        worker.run(greedy)
    assert caught.value.code == "desk.file-broke"
    assert worker.run(answer, 21) == 42


def test_what_crashes_is_told_and_the_next_job_is_done(worker):
    with pytest.raises(Trouble) as caught:
        worker.run(dying)
    assert caught.value.code == "desk.file-broke"
    assert worker.run(answer, 21) == 42


def test_trouble_crosses_from_the_worker(worker):
    with pytest.raises(Trouble) as caught:
        worker.run(refusing)
    assert (caught.value.code, caught.value.details) == ("notice.empty", {"file": "a"})


def test_what_never_ends_is_ended(tmp_path):
    impatient = Worker(tmp_path, patience=0.5)
    try:
        with pytest.raises(Trouble) as caught:
            impatient.run(endless)
        assert caught.value.code == "desk.file-endless"
    finally:
        impatient.close()
