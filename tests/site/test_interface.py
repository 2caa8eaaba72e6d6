"""The OpenAPI description against the answers: every address answers, every answer is as described."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, get_resolver
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from archive.models import Article, Indicator, PlaceMention, Program
from archive.models.place import Level
from search.guide.contract import ADDRESSES
from search.guide.interface import find_examples
from tests.site.conftest import Site

Description = dict[str, Any]
SEARCHES = ("村", "支部积分村民", "雁鸣湖镇 计算机 五星", "岳村鎭", "", "“支部", "黨建", "x" * 101)


@pytest.fixture
def description(site: Site, client: Client) -> Description:
    """What /openapi.json says, its objects closed."""
    answered: Description = client.get("/openapi.json").json()
    shut: Description = closed(answered)
    return shut


def closed(schema: Any) -> Any:
    """The schema with every described object closed: a key nobody described is a fault here."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inside = {name: closed(one) for name, one in schema.items()}
    opened = "additionalProperties" in schema or "properties" not in schema
    return inside if opened else {**inside, "additionalProperties": False}


def faults(description: Description, operation: str, response: HttpResponseBase) -> list[str]:
    """What in the answer is not as the description says."""
    streamed = response.streaming_content if response.streaming else [response.content]  # type: ignore[attr-defined]
    answered = json.loads(b"".join(streamed))
    by_name = {one["get"]["operationId"]: one["get"] for one in description["paths"].values()}
    said = by_name[operation]["responses"].get(str(response.status_code))
    if said is None:
        return [f"{response.status_code} is not described"]
    [(media, content)] = said["content"].items()
    if response["Content-Type"] != media:
        return [f"{response['Content-Type']} is not {media}"]
    schema = {
        **content["schema"],
        "components": description["components"],
    }
    found = Draft202012Validator(schema).iter_errors(answered)
    return [f"{one.json_path}: {one.message[:200]}" for one in found]


def every_address() -> Iterator[tuple[str, str]]:
    """Addresses of every kind with the operation that describes them."""
    for article in Article.objects.order_by("pk"):
        yield "article", f"/articles/{article.pk}.json"
    places = PlaceMention.objects.public().exclude(place=None).order_by()
    for code, level in places.values_list("place", "level").distinct():
        if level in {Level.TOWN, Level.VILLAGE}:
            yield level, f"/{level}s/{code}.json"
    for program in Program.objects.in_print():
        yield "program", f"{program.get_absolute_url()[:-1]}.json"
    for indicator in Indicator.objects.in_print():
        yield "indicator", f"{indicator.get_absolute_url()[:-1]}.json"
        yield "columns", f"{indicator.get_absolute_url()[:-1]}.csv-metadata.json"
    yield from searches()
    yield "undated", "/years/undated.json"
    yield from lists()
    yield "health", "/healthz"


def lists() -> Iterator[tuple[str, str]]:
    """Lists as they are, narrowed, and narrowed to nothing; townships of all pages side by side."""
    for name in ("places", "programs", "indicators", "publications", "authors"):
        for asked in ("", "?q=村", "?q=计算机计算机"):
            yield name, f"/{name}.json{asked}"
    yield "places", "/places.json?within=41&level=town&sort=latest"
    yield "places", "/places.json?level=nothing"
    towns = sorted(
        PlaceMention.objects.public()
        .filter(level=Level.TOWN, place__isnull=False)
        .order_by()
        .values_list("place", flat=True)
        .distinct()
    )
    for left, right in pairwise(towns):
        yield "pair", f"/towns/{left}/compare/{right}.json"


def searches() -> Iterator[tuple[str, str]]:
    """Addresses with something asked: found, not found, refused."""
    for year in ("2019", "2021", "1900"):
        yield "year", f"/years/{year}.json"
        yield "year", f"/years/{year}.json?month=unknown"
    yield "year", "/years/2021.json?month=13"
    for text in SEARCHES:
        yield "search", f"/search.json?q={text}"
        yield "suggest", f"/suggest.json?q={text}"
    yield "search", "/search.json?q=村&province=41&sort=town&versions=together&size=2&page=2"
    yield "search", "/search.json?page=9999"
    for terms in ("村 支部 黨建", "计算机", "", "一 二 三 四 五 六"):
        yield "frequencies", f"/frequencies.json?terms={terms}&province=41"
        yield "concordance", f"/concordance.json?terms={terms}"


def test_the_description_is_openapi(client: Client) -> None:
    description = client.get("/openapi.json").json()

    validate(description)

    assert description["openapi"] == "3.1.0"


def test_every_answer_is_as_described_key_by_key(description: Description, client: Client) -> None:
    found = {
        path: wrong
        for operation, path in every_address()
        if (wrong := faults(description, operation, client.get(path)))
    }

    assert not found, json.dumps(found, ensure_ascii=False, indent=1)[:4000]


@pytest.mark.parametrize(
    ("operation", "path"),
    [
        ("article", "/articles/99999999.json"),
        ("town", "/towns/000000000.json"),
        ("village", "/villages/000000000000.json"),
        ("program", "/programs/nothing.json"),
        ("indicator", "/indicators/nothing.json"),
    ],
)
def test_what_is_not_there_is_said_in_json(
    operation: str, path: str, description: Description, client: Client
) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert not faults(description, operation, response)


def test_every_json_address_of_the_site_is_described(description: Description) -> None:
    patterns = [one for one in get_resolver().url_patterns if not isinstance(one, URLPattern)]
    routes = {
        str(one.pattern)
        for included in patterns
        if "staff" not in str(included.pattern)
        for one in included.url_patterns
        if isinstance(one, URLPattern) and str(one.pattern).endswith(".json")
    }
    shape = {re.sub(r"<[^>]*>", "{}", f"/{route}") for route in routes}
    described = {re.sub(r"\{[^}]*\}", "{}", path) for path in description["paths"]}

    assert shape - described == {"/openapi.json"}


def test_the_page_shows_every_address_with_an_example_that_answers(
    site: Site, client: Client
) -> None:
    page = unescape(client.get("/api/").content.decode())
    examples = find_examples()

    for address in ADDRESSES:
        assert f"<code>{address.path}</code>" in page
        example = examples.get(address.name, address.example)
        assert client.get(example).status_code == 200, example
    assert "curl 'http://testserver/search.json?q=%E5%85%9A%E5%91%98%20" in page
    by_hand = "curl -G 'http://testserver/search.json' --data-urlencode 'q=党员 群众'"
    assert by_hand in page


def test_a_page_and_its_twin_answer_at_addresses_that_differ_as_the_page_says(
    site: Site, client: Client
) -> None:
    examples = find_examples()
    given = {address.name: examples.get(address.name, address.example) for address in ADDRESSES}
    for_programs_alone = {"suggest", "columns"}
    twins = {
        name: twin.partition(".json")
        for name, twin in given.items()
        if ".json" in twin and name not in for_programs_alone
    }

    assert {"article", "town", "program", "indicator", "metrics", "year"} <= set(twins)
    for page, _twin, asked in twins.values():
        assert client.get(f"{page}/{asked}").status_code == 200, page
