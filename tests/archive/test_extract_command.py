"""`manage.py extract`: JSON, and why the pipeline reads what it reads."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

SEEDS = Path(__file__).parents[2] / "seeds"


def explain(capsys: pytest.CaptureFixture[str], words: str, *files: Path) -> str:
    call_command("extract", *files, explain=words)
    return capsys.readouterr().out


def parts(printed: str) -> list[dict[str, list[str]]]:
    """For each fact what stands behind each label; the first line is under “fact”."""
    facts: list[dict[str, list[str]]] = []
    label = ""
    for line in printed.splitlines():
        if line.startswith("  ") and line[2] != " ":
            facts.append({"fact": [line.strip()]})
        elif line.startswith("    ") and facts:
            label = line[4:16].strip() or label
            facts[-1].setdefault(label, []).append(line[16:].strip())
    return facts


def test_a_share_is_explained_from_its_sentence_to_the_sum_of_its_points(
    capsys: pytest.CaptureFixture[str],
) -> None:
    [fact] = parts(explain(capsys, "77%", *SEEDS.glob("000*.txt")))

    assert fact["fact"][0].startswith("figure 77  [")
    assert "的村达到⟦77⟧%。" in fact["sentence"][0]
    assert fact["value"] == ["77 percent"]
    assert fact["hedge"] == ["eq"]
    assert fact["indicator"][0].startswith("年集体收入10万元以上的村")
    assert "410122114 河南省郑州市中牟县雁鸣湖镇" in fact["place"][0]
    assert fact["period"][0].startswith("截至目前")
    points = [int(line.split()[0]) for line in fact["evidence"]]
    total, _, confidence, band, words = fact["sum"][0].split()
    assert sum(points) == int(total)
    assert float(confidence.rstrip(",")) == pytest.approx(max(2, min(98, sum(points))) / 100)
    assert (band, words) in {("sure", "(可信)"), ("likely", "(较可信)"), ("doubtful", "(待核)")}
    assert all(len(line.split()) >= 3 for line in fact["evidence"])


def test_a_compound_is_explained_as_two_figures_that_are_tied(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, second = parts(explain(capsys, "59笔1164万元", *SEEDS.glob("001*.txt")))

    assert [first["value"], second["value"]] == [["59 笔"], ["11640000 元"]]
    assert second["link"][0].startswith("compound 59 [")


@pytest.mark.parametrize("words", ["10—20萬元的村5個", "10—20万元的村5个"])
def test_a_band_of_a_distribution_is_explained_with_its_qualifier_in_either_script(
    capsys: pytest.CaptureFixture[str], words: str
) -> None:
    figures = [
        f
        for f in parts(explain(capsys, words, *SEEDS.glob("002*.txt")))
        if f["fact"][0].startswith("figure")
    ]

    [fact] = figures
    assert (fact["value"], fact["qualifier"]) == (["5 个"], ["10—20萬元"])
    assert "古店镇" in fact["place"][0]


def test_a_program_and_a_place_are_explained_too(capsys: pytest.CaptureFixture[str]) -> None:
    [program] = parts(explain(capsys, "“1234”工作法", *SEEDS.glob("000*.txt")))
    [town] = parts(explain(capsys, "雁鸣湖镇党委书记姬会杰", *SEEDS.glob("000*.txt")))

    assert program["fact"][0].startswith("program “1234”工作法")
    assert program["kind"] == ["method"]
    assert town["code"] == ["410122114 河南省郑州市中牟县雁鸣湖镇"]
    assert "⟦雁鸣湖镇⟧党委书记" in town["sentence"][0]
    assert program["sum"]
    assert town["evidence"]


def test_candidates_that_were_not_chosen_are_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = tmp_path / "城关.txt"
    page.write_text("党建引领促振兴\n城关镇扎实推进党建工作,先后组织动员党员602人。\n", "utf-8")

    town = next(
        f for f in parts(explain(capsys, "城关镇", page)) if f["fact"][0].startswith("town")
    )

    assert town["code"] == ["none"]
    assert len(town["not chosen"]) > 10
    assert all(re.fullmatch(r"\d{9} [\u4e00-\u9fff]{4,}", line) for line in town["not chosen"])


def test_characters_no_fact_holds_are_answered_with_what_stands_nearby(
    capsys: pytest.CaptureFixture[str],
) -> None:
    printed = explain(capsys, "高质量推动", *SEEDS.glob("000*.txt"))

    assert "but no fact holds it" in printed
    assert "⟦高质量推动⟧" in printed
    assert printed.count("nearby") == 5


def test_characters_that_do_not_stand_there_are_answered_with_the_likest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    printed = explain(capsys, "79%", *SEEDS.glob("000*.txt"))

    assert "“79%” does not stand in the text." in printed
    assert "figure 77 [" in printed


def test_what_is_neither_written_nor_explained_is_refused() -> None:
    with pytest.raises(CommandError, match="--out DIR, --explain") as refused:
        call_command("extract", *SEEDS.glob("000*.txt"))

    assert refused.value.returncode == 2


def test_the_json_holds_every_documented_key(tmp_path: Path) -> None:
    [seed] = SEEDS.glob("001*.txt")
    call_command("extract", seed, out=tmp_path)

    printed = json.loads((tmp_path / f"{seed.stem}.json").read_text("utf-8"))

    described = (Path(__file__).parents[2] / "docs/extraction-format.md").read_text("utf-8")
    [article] = printed["articles"]
    for held in (
        printed,
        article,
        article["places"][0],
        article["programs"][0],
        article["metrics"][0],
    ):
        for key in held:
            assert f'"{key}"' in described, key
    metric = article["metrics"][0]
    assert len(metric["points"]) == len(metric["evidence"])


def test_files_of_one_name_are_refused_before_one_is_written_over_the_other(tmp_path: Path) -> None:
    for folder, seed in zip("ab", sorted(SEEDS.glob("*.txt")), strict=False):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_bytes(seed.read_bytes())
    files = [tmp_path / "a" / "report.txt", tmp_path / "b" / "report.txt"]

    with pytest.raises(CommandError, match=r"both be written to report\.json") as refused:
        call_command("extract", *files, out=tmp_path / "out")

    assert refused.value.returncode == 2
    assert not (tmp_path / "out").exists()


def test_an_out_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")

    with pytest.raises(CommandError, match="--out") as refused:
        call_command("extract", *SEEDS.glob("000*.txt"), out=tmp_path / "out")

    assert refused.value.returncode == 2
    assert (tmp_path / "out").read_text() == "a file"
