"""The proxy as configured: a real nginx in front of a small site that tells what reached it."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.deploy.conftest import PROJECT
from tests.deploy.waiting import eventually

NGINX = shutil.which("nginx") or next(iter(map(str, Path("/usr/sbin").glob("nginx"))), None)
MAKE_CERTIFICATE = [
    "openssl",
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "1",
    "-subj",
    "/CN=test",
]
pytestmark = pytest.mark.skipif(not NGINX, reason="nginx is not installed")


class Site(BaseHTTPRequestHandler):
    """Answers every request with what it received; /spoken sets its own headers, ?wait keeps one waiting."""

    protocol_version = "HTTP/1.1"
    asked = threading.Event()  # something that waits
    waits = threading.Event()  # until this is set

    def do_GET(self) -> None:
        """Tell headers and the length of the body."""
        if self.path.endswith("?wait"):
            self.asked.set()
            self.waits.wait(timeout=10)
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        told = json.dumps({"headers": dict(self.headers), "body": length, "path": self.path})
        self.send_response(200)
        if self.path == "/spoken":
            self.send_header("X-Frame-Options", "SAMEORIGIN")
            self.send_header("Content-Security-Policy", "default-src 'self'")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told.encode())

    def do_POST(self) -> None:
        """As a GET."""
        self.do_GET()

    def log_message(self, *_arguments: object) -> None:
        """Nothing: the test's output stays readable."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the proxy gave."""

    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running nginx."""

    port: int
    plain_port: int
    upstream: ThreadingHTTPServer
    pages: Path

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes = b"",
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """One request over TLS."""
        trusting = ssl._create_unverified_context()  # noqa: S323  # a certificate made for this test
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=10, context=trusting
        )
        try:
            connection.request(method, path, body=body, headers=headers or {})
            response = connection.getresponse()
            return Answer(response.status, dict(response.headers), response.read().decode())
        finally:
            connection.close()


def free_port() -> int:
    """A port nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def make_certificate(folder: Path) -> None:
    """A certificate for one test."""
    subprocess.run(
        [*MAKE_CERTIFICATE, "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
        check=True,
        capture_output=True,
    )


def here_instead(folder: Path, site: int, port: int, plain: int) -> dict[str, str]:
    """What of the shipped configuration belongs to its container, and what stands for it here."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f" {kind}_temp_path {folder}/{kind};" for kind in kinds)
    # As root nginx would hand its work to a user who may not enter this folder.
    user = "user root;" if os.geteuid() == 0 else ""
    return {
        "/etc/nginx/tls/": f"{folder}/",
        "/etc/nginx/pages": f"{folder}/pages",
        "web:8000": f"127.0.0.1:{site}",
        "/run/nginx.pid": f"{folder}/pid",
        "/dev/stdout": f"{folder}/access.log",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "worker_processes auto;": f"worker_processes 1; daemon off; {user}",
        "http {": "http {" + temporary,
    }


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[Proxy]:
    """nginx with the shipped configuration; only ports, paths and the site's address are of this test."""
    make_certificate(tmp_path)
    shutil.copytree(PROJECT / "deploy" / "pages", tmp_path / "pages")
    site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=site.serve_forever)
    thread.start()
    port, plain = free_port(), free_port()
    text = (PROJECT / "deploy" / "nginx.conf").read_text()
    for shipped, here in here_instead(tmp_path, site.server_port, port, plain).items():
        assert shipped in text
        text = text.replace(shipped, here)
    conf = tmp_path / "nginx.conf"
    conf.write_text(text)
    assert NGINX is not None
    process = subprocess.Popen([NGINX, "-c", str(conf), "-e", str(tmp_path / "error.log")])
    try:
        eventually(lambda: answers(port), within=10)
        yield Proxy(port, plain, site, tmp_path / "pages")
    finally:
        process.terminate()
        process.wait()
        site.shutdown()
        site.server_close()
        thread.join()


def answers(port: int) -> bool:
    """Whether something listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_plain_http_is_sent_to_https(proxy: Proxy) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", proxy.plain_port, timeout=10)
    connection.request("GET", "/towns/410122103/?a=1", headers={"Host": "archive.example"})
    response = connection.getresponse()

    assert response.status == 301
    assert response.headers["Location"] == "https://archive.example/towns/410122103/?a=1"
    connection.close()


def test_the_site_learns_the_real_address_whatever_the_visitor_claims(proxy: Proxy) -> None:
    claims = {"X-Forwarded-For": "8.8.8.8", "X-Forwarded-Proto": "http", "Host": "archive.example"}

    received = json.loads(proxy.ask("/", headers=claims).body)["headers"]

    assert received["X-Forwarded-For"] == "127.0.0.1"
    assert received["X-Forwarded-Proto"] == "https"
    assert received["Host"] == "archive.example"


def test_security_headers_are_added_where_the_site_set_none(proxy: Proxy) -> None:
    headers = proxy.ask("/").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Server"] == "nginx"  # and no version


def test_what_the_site_says_itself_is_not_said_twice(proxy: Proxy) -> None:
    headers = proxy.ask("/spoken").headers

    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Content-Security-Policy"] == "default-src 'self'"


@pytest.mark.parametrize(
    "path",
    [
        "/search/?q=x",
        "/search.json",
        "/search.atom",
        "/search.csv",
        "/frequencies/",
        "/concordance.xlsx",
    ],
)
def test_too_many_searches_from_one_address_are_asked_to_wait(path: str, proxy: Proxy) -> None:
    seen = [proxy.ask(path) for _ in range(20)]

    assert [answer.status for answer in seen[:10]] == [200] * 10
    refused = next(answer for answer in seen if answer.status == 429)
    assert refused.headers["Retry-After"] == "10"
    assert "请求过于频繁" in refused.body


def test_one_whole_result_at_a_time_is_taken_away_from_one_address(proxy: Proxy) -> None:
    Site.waits.clear()
    with ThreadPoolExecutor(2) as both:
        first = both.submit(proxy.ask, "/concordance.xlsx?wait")
        assert Site.asked.wait(timeout=10)
        second = proxy.ask("/search.csv?wait")
        Site.waits.set()
        assert first.result().status == 200

    assert second.status == 429
    assert proxy.ask("/search.csv").status == 200


def test_reading_pages_is_not_slowed_by_the_limit_on_searches(proxy: Proxy) -> None:
    assert {proxy.ask(f"/articles/{number}/").status for number in range(30)} == {200}


def test_guessing_passwords_is_slowed(proxy: Proxy) -> None:
    looked = [proxy.ask("/staff/login/").status for _ in range(10)]
    guessed = [proxy.ask("/staff/login/", method="POST").status for _ in range(10)]

    assert set(looked) == {200}
    assert guessed[:5] == [200] * 5
    assert 429 in guessed


def test_a_large_body_is_taken_for_uploads_only_and_refused_in_words(proxy: Proxy) -> None:
    body = b"x" * 2_000_000

    refused = proxy.ask("/search/", method="POST", body=body)
    taken = proxy.ask("/staff/archive/source/add/", method="POST", body=body)

    assert refused.status == 413
    assert "内容过大" in refused.body
    assert json.loads(taken.body)["body"] == len(body)


def test_five_thousand_pasted_characters_reach_the_site(proxy: Proxy) -> None:
    address = "/search/?q=" + "%E5%85%9A" * 5000

    answer = proxy.ask(address)

    assert answer.status == 200
    assert json.loads(answer.body)["path"] == address


def test_a_site_that_is_down_is_said_in_words_and_as_503(proxy: Proxy) -> None:
    proxy.upstream.shutdown()
    proxy.upstream.server_close()

    answer = proxy.ask("/")

    assert answer.status == 503
    assert "暂时无法访问" in answer.body
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_program_that_asks_too_often_is_told_in_json(proxy: Proxy) -> None:
    answers = [proxy.ask("/search.json?q=x") for _ in range(20)]

    refused = next(answer for answer in answers if answer.status == 429)
    assert refused.headers["Retry-After"] == "10"
    assert refused.headers["Content-Type"] == "application/json"
    assert json.loads(refused.body)["error"]["code"] == "too_often"


def test_the_proxys_own_pages_have_a_way_on_and_their_own_style(proxy: Proxy) -> None:
    proxy.upstream.shutdown()
    proxy.upstream.server_close()

    page = proxy.ask("/articles/1/")
    style = proxy.ask("/_pages/plain.css")

    assert page.status == 503
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.headers["Retry-After"] == "30"
    assert 'href="/"' in page.body
    assert 'href="/_pages/plain.css"' in page.body
    assert "style-src 'self'" in page.headers["Content-Security-Policy"]
    assert style.status == 200
    assert style.headers["Content-Type"].startswith("text/css")


def test_a_file_closes_the_site_for_maintenance_and_opens_it_again(proxy: Proxy) -> None:
    flag = proxy.pages / "maintenance.on"

    flag.touch()
    closed = [proxy.ask(path) for path in ("/", "/search/?q=x", "/staff/login/")]
    told = proxy.ask("/articles/1.json")
    style = proxy.ask("/_pages/plain.css")
    flag.unlink()

    assert {answer.status for answer in closed} == {503}
    assert all("正在维护" in answer.body for answer in closed)
    assert {answer.headers["Retry-After"] for answer in closed} == {"30"}
    assert json.loads(told.body)["error"]["code"] == "maintenance"
    assert style.status == 200
    assert proxy.ask("/").status == 200
