"""What is missing before a network is an association. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kernel.errors import Obstacle
from kernel.permissions import Role
from tenants.decisions.enums import EffectKind
from tenants.founding.enums import BOARD, FactKind, Post
from tenants.networks.rules import Country

ORDER = tuple(FactKind)
REPLACED = frozenset({Post.BOARD_VICE_CHAIR, Post.BOARD_SECRETARY, Post.TREASURER, Post.SIGNATORY})


def facts_on_record(effects: Iterable[tuple[str, Mapping[str, Any]]]) -> set[FactKind]:
    """The facts that standing effects, given as (kind, body), put on record.

    A board is elected when its chair and somebody beside the chair are.
    """
    found, posts = set(), set()
    for kind, body in effects:
        if kind in {EffectKind.FORMED, EffectKind.NAMED, EffectKind.STATUTES_ADOPTED}:
            found.add(FactKind(kind))
        if kind == EffectKind.ELECTED:
            posts.add(body.get("post"))
    if posts >= set(BOARD):
        found.add(FactKind.BOARD_ELECTED)
    return found


@dataclass(frozen=True)
class Joined:
    """How many organisations have joined by decision: none when no roll-call was held yet."""

    n: int | None = None


def obstacles_to_founding(
    facts: set[FactKind], country: Country | None = None, joined: Joined = Joined()
) -> list[Obstacle]:
    """Each of the four facts that no decision has put on record yet (Skatteverket, DOMAIN.md 1.1).

    And too few founders, where the country's pack has a written source for the least number and a roll-call
    has told how many there are. A number that is only commonly known stops nothing.
    """
    found = [Obstacle(f"tenants.founding.obstacle_not_{fact.value}") for fact in ORDER if fact not in facts]
    return [*found, *_too_few(country, joined, scope="founding")]


def _too_few(country: Country | None, joined: Joined, *, scope: str) -> list[Obstacle]:
    if country is None or joined.n is None:
        return []
    least = country.founders
    if least.scope != scope or not least.is_a_rule or joined.n >= least.n:
        return []
    told = country.about("founders")[0]
    params = {"n": joined.n, "least": least.n, "source_sv": told.source_sv, "source_en": told.source_en}
    return [Obstacle(f"tenants.founding.obstacle_too_few_to_{scope}", params)]


def replaces_the_one_before(post: str) -> bool:
    """Posts that the board fills anew: whoever was appointed before leaves them then."""
    return post in REPLACED


def roles_of(post: str) -> tuple[Role, ...]:
    """What a post lets somebody do here."""
    if post == Post.TREASURER:
        return (Role.TREASURER,)
    if post in {Post.AUDITOR, Post.DEPUTY_AUDITOR}:
        return (Role.AUDITOR,)
    return (Role.BOARD,) if is_on_the_board(post) else ()


def people_in(body: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Those whom an effect names."""
    people: Sequence[Mapping[str, Any]] = body.get("people", ())
    return people


def is_on_the_board(post: str) -> bool:
    """Whether the post makes somebody a member of the board."""
    return post in {p.value for p in BOARD}


@dataclass(frozen=True)
class Behind:
    """A standing decision as the authorities ask for it: where it was taken, and whether it is approved."""

    decision: str
    item_no: int
    is_approved: bool


@dataclass(frozen=True)
class Check:
    """One thing that Skatteverket and the bank ask for."""

    code: str
    behind: Behind | None
    obstacles: tuple[Obstacle, ...]


def checks_of_registration(
    *,
    facts: Mapping[FactKind, Behind | None],
    signatories: Mapping[str, Any] | None,
    signing: Behind | None,
    applying: Behind | None,
    country: Country | None = None,
    joined: Joined = Joined(),
    joining: Behind | None = None,
) -> list[Check]:
    """What must be in order before the papers go to the authority and the bank (DOMAIN.md 1.1).

    The four facts in approved §§; who signs for the association, by name and whether jointly or each
    alone; somebody who was told to apply.
    """
    found = [
        _check(fact.value, facts.get(fact), f"tenants.founding.obstacle_not_{fact.value}") for fact in ORDER
    ]
    who = _check("signatories_set", signing, "tenants.founding.obstacle_no_signatories")
    if signing is not None and not (signatories or {}).get("people"):
        unnamed = Obstacle("tenants.founding.obstacle_signatories_unnamed", {"item_no": signing.item_no})
        who = Check(who.code, signing, (unnamed, *who.obstacles))
    found += [who, _check("mandate_given", applying, "tenants.founding.obstacle_nobody_applies")]
    if country and country.founders.scope == "register" and country.founders.is_a_rule:
        enough = _check("founders", joining, "tenants.founding.obstacle_founders_unknown")
        few = _too_few(country, joined, scope="register")
        found.append(Check(enough.code, enough.behind, (*enough.obstacles, *few)))
    return found


def _check(code: str, behind: Behind | None, missing: str) -> Check:
    if behind is None:
        return Check(code, None, (Obstacle(missing),))
    if not behind.is_approved:
        not_yet = Obstacle("tenants.founding.obstacle_not_approved", {"item_no": behind.item_no})
        return Check(code, behind, (not_yet,))
    return Check(code, behind, ())
