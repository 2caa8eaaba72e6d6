"""The health check asks the right host, and takes silence for illness."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from config.health import ask_health


class Answering(BaseHTTPRequestHandler):
    """Healthy for one host name only, as a site with ALLOWED_HOSTS is."""

    def do_GET(self) -> None:
        """200 for archive.example, 400 for any other."""
        right = self.headers["Host"] == "archive.example" and self.path == "/healthz"
        self.send_response(200 if right else 400)
        self.end_headers()
        self.wfile.write(b"lag 0")

    def log_message(self, *_arguments: object) -> None:
        """Nothing: the test's output stays readable."""


@pytest.fixture
def answering_port() -> Iterator[int]:
    """The port of a small site."""
    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("hosts", ["archive.example", "archive.example,other", ".archive.example"])
def test_it_asks_by_a_host_name_the_site_accepts(answering_port: int, hosts: str) -> None:
    health = ask_health(answering_port, {"ALLOWED_HOSTS": hosts})

    assert health.good
    assert health.text == "lag 0"


def test_an_answer_other_than_200_is_not_healthy(answering_port: int) -> None:
    health = ask_health(answering_port, {"ALLOWED_HOSTS": "other.example"})

    assert health.status == 400
    assert not health.good


def test_silence_is_not_healthy(free_port: int) -> None:
    health = ask_health(free_port, {})

    assert health.status == 0
    assert not health.good
