"""
Keeping the groups true. Ids of articles that came, changed or went come in; their pairs and groups are made anew.

The index worker calls it with the jobs of the outbox, before it writes them. Doing an article twice changes
nothing. An article whose company changed counts up its version and goes to the index again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256

from django.db import transaction
from django.db.models import F, Q

from archive.models import (
    Article,
    Edition,
    IndexJob,
    ReprintPair,
    ReprintShingle,
    ReprintText,
    ReprintVerdict,
)
from archive.models.article import ArticleState
from archive.models.reprints import PairKind
from archive.outbox import announce
from archive.reprints.candidates import find_candidates
from archive.reprints.groups import Tie, make_groups
from archive.reprints.likeness import Body, compare
from archive.reprints.sketch import sample_runs
from archive.reprints.texts import read_bodies

PORTION = 25  # articles a transaction: others write in between
SAID = 2.0  # strength of a tie a person made


def settle(ids: Iterable[int]) -> None:
    """Find the versions of each of these articles anew and bring the groups they touch to it."""
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), PORTION):
        with transaction.atomic():
            _settle(wanted[start : start + PORTION])


def unsettled_ids() -> list[int]:
    """Published articles nobody has looked for versions of."""
    return list(Article.objects.published().filter(reprint_text=None).values_list("pk", flat=True))


def _settle(ids: Sequence[int]) -> None:
    touched = {*ids, *_fellows(ids)}
    before = _pairs_of(ids)
    ReprintPair.objects.filter(Q(low__in=ids) | Q(high__in=ids)).delete()
    bodies = read_bodies(_load(ids))
    _keep_sketches(ids, bodies)
    candidates = find_candidates(ids)
    missing = {other for _one, other in candidates} - bodies.keys()
    bodies |= read_bodies(_load(missing))
    _keep_pairs(candidates, bodies)
    new_company = {one for low, high, *_rest in before ^ _pairs_of(ids) for one in (low, high)}
    _count_up(new_company | _regroup(touched))


def _pairs_of(ids: Sequence[int]) -> set[tuple[int, int, str, float]]:
    pairs = ReprintPair.objects.filter(Q(low__in=ids) | Q(high__in=ids))
    return set(pairs.values_list("low_id", "high_id", "kind", "shared"))


def _fellows(ids: Sequence[int]) -> Iterable[int]:
    """The members of the groups these articles have been in."""
    groups = Article.objects.filter(pk__in=ids).exclude(reprint_group=None)
    numbers = list(groups.values_list("reprint_group", flat=True).distinct())
    return Article.objects.filter(reprint_group__in=numbers).values_list("pk", flat=True)


def _load(ids: Iterable[int]) -> list[Article]:
    published = Article.objects.published().filter(pk__in=list(ids))
    return list(published.only("source_id", "content", "state").order_by("pk"))


def _keep_sketches(ids: Sequence[int], bodies: Mapping[int, Body]) -> None:
    ReprintText.objects.filter(pk__in=ids).delete()
    ReprintShingle.objects.filter(article__in=ids).delete()
    sketches = {identity: sample_runs(body.text) for identity, body in bodies.items()}
    ReprintText.objects.bulk_create(
        ReprintText(
            article_id=identity,
            digest=_digest(body.text),
            characters=len(body.text),
            sampled=len(sketches[identity]),
        )
        for identity, body in bodies.items()
    )
    ReprintShingle.objects.bulk_create(
        ReprintShingle(article_id=identity, value=value)
        for identity, sketch in sketches.items()
        for value in sketch
    )


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _keep_pairs(candidates: Iterable[tuple[int, int]], bodies: Mapping[int, Body]) -> None:
    pairs = []
    for low, high in sorted({(min(pair), max(pair)) for pair in candidates}):
        likeness = compare(bodies[low], bodies[high]) if {low, high} <= bodies.keys() else None
        if likeness is not None:
            kind = likeness.kind.value
            pairs.append(ReprintPair(low_id=low, high_id=high, kind=kind, shared=likeness.shared))
    ReprintPair.objects.bulk_create(pairs)


def _regroup(touched: Iterable[int]) -> set[int]:
    """Give the articles that hang together with `touched` the numbers of their groups; those in other company."""
    ties, apart, members = _hanging_together(touched)
    before = _company(Article.objects.filter(pk__in=members).values_list("pk", "reprint_group"))
    groups = {one: group for group in make_groups(ties, apart) for one in group}
    for one in sorted(before):
        if groups.get(one) != before[one]:
            number = min(groups[one]) if one in groups else None
            Article.objects.filter(pk=one).update(reprint_group=number)
    return {one for one in before if groups.get(one) != before[one]}


def _company(numbers: Iterable[tuple[int, int | None]]) -> dict[int, frozenset[int] | None]:
    """With whom each article stands in a group, itself included."""
    groups: dict[int | None, set[int]] = defaultdict(set)
    for one, number in numbers:
        groups[number].add(one)
    return {
        one: None if number is None else frozenset(members)
        for number, members in groups.items()
        for one in members
    }


def _count_up(changed: Collection[int]) -> None:
    """Their pages and entries say something new; those that wait for the index anyway are not announced again."""
    Article.objects.filter(pk__in=changed).update(version=F("version") + 1)
    waiting = IndexJob.objects.filter(article_id__in=changed).values_list("article_id", flat=True)
    announce(sorted(set(changed) - set(waiting)))
    if changed:
        Edition.objects.turn()


def _hanging_together(
    touched: Iterable[int],
) -> tuple[list[Tie], set[tuple[int, int]], set[int]]:
    """The ties of all articles that any ties lead to from `touched`, the pairs set apart, and the articles."""
    ties: dict[tuple[int, int], Tie] = {}
    apart: set[tuple[int, int]] = set()
    members: set[int] = set()
    fresh = set(touched)
    while fresh:
        members |= fresh
        met = {**_found_ties(fresh), **_said_ties(fresh, apart)}
        ties.update(met)
        fresh = {one for pair in met for one in pair} - members
    return [tie for pair, tie in ties.items() if pair not in apart], apart, members


def _found_ties(ids: set[int]) -> dict[tuple[int, int], Tie]:
    pairs = ReprintPair.objects.filter(Q(low__in=ids) | Q(high__in=ids), kind=PairKind.REPRINT)
    found = pairs.values_list("low_id", "high_id", "shared")
    return {(low, high): Tie(low, high, shared) for low, high, shared in found}


def _said_ties(ids: set[int], apart: set[tuple[int, int]]) -> dict[tuple[int, int], Tie]:
    """The ties people made; the pairs they set apart go into `apart`. Withdrawn articles are in no group."""
    said = ReprintVerdict.objects.filter(Q(low__in=ids) | Q(high__in=ids)).order_by("pk")
    visible = said.filter(low__state=ArticleState.PUBLISHED, high__state=ArticleState.PUBLISHED)
    last = {
        (low, high): same for low, high, same in visible.values_list("low_id", "high_id", "same")
    }
    apart.update(pair for pair, same in last.items() if not same)
    return {pair: Tie(*pair, SAID) for pair, same in last.items() if same}
