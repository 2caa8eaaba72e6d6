from __future__ import annotations

from tests.pipeline.named_texts import places_in, towns_in


def test_villages_printed_with_a_shared_name_tell_which_town_it_is() -> None:
    found = places_in("刘集镇冉老庄村率先行动,徐庄村跟上。")["刘集镇"]

    assert found.code == "410122112"
    assert "place.villages" in {each.rule for each in found.evidence}


def test_one_common_village_does_not_tell() -> None:
    assert towns_in("刘集镇抓党建。", "到徐庄村调研。") == {"刘集镇": None}


def test_villages_do_not_speak_against_the_county_the_page_names() -> None:
    assert towns_in("襄城县召开会议。", "刘集镇冉老庄村率先行动,徐庄村跟上。") == {"刘集镇": None}
