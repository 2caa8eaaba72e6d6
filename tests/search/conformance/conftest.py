"""Every test of this folder runs on every engine: it asks for `engine` and so is run once for each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from haystack import connections
from pytest_django import Settings

from archive.ingest import read_source, receive_file
from tests.search.conformance.asking import Asking
from tests.search.conformance.connections import CONNECTIONS, Connection
from tests.search.conformance.corpus import OWN_TEXTS, Rows, keep_rows, put_back


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Rows]]:
    """What the first test of a session read and indexed, for the others: a folder and the rows."""
    return tmp_path_factory.mktemp("conformance") / "data", {}


@pytest.fixture
def corpus(
    db: None,
    request: pytest.FixtureRequest,
    data_dir: Path,
    kept: tuple[Path, dict[str, Rows]],
) -> None:
    """The seeds and our own texts, received, read and in every engine's index; every engine can be asked by name."""
    connections.connections_info.update({one.name: one.options for one in CONNECTIONS})
    folder, rows = kept
    if rows:
        put_back(rows["archive"])
        shutil.copytree(folder, data_dir, dirs_exist_ok=True)
        return
    request.getfixturevalue("archived_seeds")
    for name, text in OWN_TEXTS.items():
        read_source(receive_file(name, [text.encode()]).source.pk)
    for one in CONNECTIONS:
        one.fill()
    rows["archive"] = keep_rows()
    shutil.copytree(data_dir, folder)


@pytest.fixture(params=CONNECTIONS, ids=lambda one: one.name)
def engine(
    request: pytest.FixtureRequest, corpus: None, settings: Settings
) -> Iterator[Connection]:
    """One engine after another: pages, exports and SearchQuerySets ask it."""
    one: Connection = request.param
    settings.SEARCH_CONNECTION = one.name
    yield one
    connections.reload(one.name)  # one taken down is up again


@pytest.fixture
def asking(engine: Connection, client: Client) -> Asking:
    """Asks the engine, by Haystack or over HTTP."""
    return Asking(client)
