"""A vault under two writers and a kill: what was acknowledged is there, and nothing by halves."""

import json
import os
import signal
import subprocess
import sys

import pytest

from reinstate.case import ListedItem, Told, Trouble, verify
from reinstate.interfaces.cli.desk import cache_folder
from reinstate.store import open_store
from reinstate.workflow import vaults
from reinstate.workflow.confined import Worker
from tests.evidence.papers import picture


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def held(store):
    return vaults.open_vault(store, {"name": "Lanternfold", "legal_name": " Lanternfold  Ltd ", "address": "Leeds"})


def kept(store, held, content=b"x", name="a.pdf"):
    file = {"name": name, "sha256": store.keep(content), "size": len(content)}
    return vaults.write(store, held, "document-kept", {"files": [file]})


def code_of(action, *args):
    with pytest.raises(Trouble) as caught:
        action(*args)
    return caught.value.code


def test_of_two_writers_the_second_is_told_and_writes_nothing(store, held):
    first = kept(store, held)
    assert code_of(vaults.list_products, store, held, [ListedItem("B0HLAMP001")]) == "vault.conflict"
    assert vaults.look_up(store, held.id) == first


def test_what_changes_nothing_is_not_written(store, held, knowledge):
    one = kept(store, held)
    (document,) = one.vault.documents
    listed = vaults.list_products(store, one, [ListedItem("B0HLAMP001", "Lamp", units_sold=3)])
    assert vaults.list_products(store, listed, listed.vault.products) == listed
    assert vaults.list_products(store, listed, []) == listed
    assert vaults.tell(store, listed, document, Told(), knowledge) == listed
    retired = vaults.retire(store, listed, document)
    assert vaults.retire(store, retired, retired.vault.documents[0]) == retired
    back = vaults.bring_back(store, retired, retired.vault.documents[0])
    assert back.vault.active == (document,)
    assert back.vault.count == 5


def test_spaces_in_names_are_plain_and_no_two_vaults_have_one_name(store, held):
    assert held.vault.legal_name == "Lanternfold Ltd"
    assert code_of(vaults.open_vault, store, {"name": " lanternfold "}) == "vault.name-taken"
    other = vaults.open_vault(store, {"name": "Lantern"})
    assert vaults.find_vault(store, "lantern") == other  # the whole name before its beginning
    assert code_of(vaults.find_vault, store) == "vault.which"
    assert code_of(vaults.tell_seller, store, other, {"name": "LANTERNFOLD"}) == "vault.name-taken"


def test_a_retired_document_that_is_put_in_again_comes_back_under_its_number(store, held):
    content = picture("PNG", (30, 20))
    with Worker(cache_folder()) as worker:
        one, (taken,) = vaults.add_documents(store, held, [vaults.Incoming("../a/ship:ped.png", content)], worker)
        assert taken.document.file.name == "ship_ped.png"
        gone = vaults.retire(store, one, taken.document)
        again, (back,) = vaults.add_documents(store, gone, [vaults.Incoming("b.png", content)], worker)
    assert (back.document.number, back.twin, back.document.retired) == ("D-1", True, False)
    assert len(again.vault.documents) == 1


def test_killed_while_documents_come_in_it_holds_what_it_told_of(tmp_path, held, store):
    files = [tmp_path / f"{number:02}.png" for number in range(40)]
    for number, file in enumerate(files):
        file.write_bytes(picture("PNG", (40 + number, 30)))
    environment = {**os.environ, "REINSTATE_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-u", "-m", "reinstate", "--reader-language", "en", "vault", "add", *map(str, files)]
    adding = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    told = [adding.stdout.readline().split()[0] for _ in range(3)]
    adding.send_signal(signal.SIGKILL)
    adding.communicate(timeout=60)
    assert adding.returncode == -signal.SIGKILL
    with open_store(tmp_path / "home") as again:
        after = vaults.find_vault(again)
        verify(after.journal)
        numbers = [each.number for each in after.vault.documents]
        assert numbers[:3] == told
        originals = [file.read_bytes() for file in files]
        assert [again.fetch(each.sha256) for each in after.vault.documents] == originals[: len(numbers)]
    shown = subprocess.run([*command[:7], "list", "--json"], env=environment, capture_output=True, check=True)
    assert json.loads(shown.stdout)[0]["documents"] == len(numbers)
