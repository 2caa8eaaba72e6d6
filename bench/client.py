"""
A client for load. Addresses come in; how long each answer took goes out.

Every request has a connection of its own, as from a proxy in front of sync workers.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

TIMEOUT_SECONDS = 30.0
CHUNK = 65536
MS = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """One request: an address and headers."""

    address: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answered:
    """A response: its status, its size and the milliseconds from when it was due."""

    status: int
    size: int
    ms: float


def ask(port: int, wanted: Wanted, due: float | None = None) -> tuple[Answered, bytes]:
    """Send one request and read to the end; `due` is when it should have been sent."""
    began = due or time.perf_counter()
    lines = [f"GET {wanted.address} HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in wanted.headers.items()]
    with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_SECONDS) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("ascii"))
        chunks = []
        while chunk := connection.recv(CHUNK):
            chunks.append(chunk)
    body = b"".join(chunks)
    status = int(body[9:12] or b"0")
    return Answered(status, len(body), (time.perf_counter() - began) * MS), body


def closed_loop(
    port: int, wanted: Sequence[Wanted], seconds: float, clients: int
) -> tuple[list[Answered], float]:
    """Each of `clients` asks again as soon as it is answered; the answers and the seconds they took."""
    numbers = count()
    answers: list[Answered] = []
    began = time.perf_counter()

    def work() -> None:
        while time.perf_counter() - began < seconds:
            answered, _body = ask(port, wanted[next(numbers) % len(wanted)])
            answers.append(answered)

    _run(work, clients)
    return answers, time.perf_counter() - began


def open_loop(
    port: int, wanted: Sequence[Wanted], seconds: float, rate: float, clients: int
) -> list[Answered]:
    """`rate` requests a second whether or not the server keeps up; waiting in line counts."""
    numbers = count()
    answers: list[Answered] = []
    began = time.perf_counter()

    def work() -> None:
        while True:
            number = next(numbers)
            due = began + number / rate
            if number >= rate * seconds:
                return
            time.sleep(max(due - time.perf_counter(), 0))
            answered, _body = ask(port, wanted[number % len(wanted)], due)
            answers.append(answered)

    _run(work, clients)
    return answers


def _run(work: Callable[[], None], clients: int) -> None:
    threads = [threading.Thread(target=work, daemon=True) for _client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
