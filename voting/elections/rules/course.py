"""An election's course: every reason why a step cannot be taken now. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kernel.errors import Obstacle
from voting.elections.enums import ElectionState
from voting.elections.rules.ballots import is_adopted_by, next_ballot, usual_method
from voting.elections.rules.race import Name, Race
from voting.elections.rules.seating import unordered
from voting.meetings.enums import ItemState
from voting.meetings.rules import obstacles_to_change, obstacles_to_leading


def obstacles_to_opening(*, meeting: str, item: str, item_no: int) -> list[Obstacle]:
    """An election can be laid out beforehand, until its item is done."""
    found = obstacles_to_change(meeting)
    if not found and item == ItemState.DONE:
        found.append(Obstacle("voting.elections.obstacle_item_done", {"item_no": item_no}))
    return found


def obstacles_to_nominating(race: Race, *, from_floor: bool) -> list[Obstacle]:
    """Names are put forward until the list is closed; from the floor, once the meeting has begun."""
    found = obstacles_to_leading(race.meeting) if from_floor else obstacles_to_change(race.meeting)
    found += _ended(race)
    if race.is_closed and not found:
        found.append(Obstacle("voting.elections.obstacle_nominations_closed", {"item_no": race.item_no}))
    return found


def obstacles_to_withdrawing(race: Race, name: Name) -> list[Obstacle]:
    """A name can be taken back until it is on a ballot, or chosen."""
    found = [*obstacles_to_change(race.meeting), *_ended(race), *_underway(race)]
    if any(win.number == name.number for win in race.wins):
        found.append(Obstacle("voting.elections.obstacle_is_chosen", {"name": name.name}))
    return found


def obstacles_to_closing(race: Race) -> list[Obstacle]:
    """There is somebody to choose."""
    found = [*_not_now(race), *_ended(race)]
    if not found and not race.standing and not race.seated:
        found.append(Obstacle("voting.elections.obstacle_nobody_nominated"))
    return found


def obstacles_to_reopening(race: Race) -> list[Obstacle]:
    """Not while a ballot is held, nor when everybody is chosen."""
    found = [*obstacles_to_leading(race.meeting), *_ended(race), *_underway(race)]
    if not found and not race.free:
        found.append(Obstacle("voting.elections.obstacle_all_seats_filled", {"seats": race.places}))
    return found


def obstacles_to_terms(race: Race) -> list[Obstacle]:
    """Who is elected for how long is settled before the vote."""
    found = [*obstacles_to_change(race.meeting), *_ended(race)]
    if not found and (race.rounds or race.wins):
        found.append(Obstacle("voting.elections.obstacle_vote_begun"))
    return found


def obstacles_to_acclamation(race: Race) -> list[Obstacle]:
    """Without a ballot, when there are no more names than seats."""
    found = [*_not_now(race), *_ended(race), *_underway(race)]
    if found:
        return found
    if not race.free:
        return [Obstacle("voting.elections.obstacle_all_seats_filled", {"seats": race.places})]
    if not race.standing:
        return [Obstacle("voting.elections.obstacle_nobody_left")]
    if len(race.standing) > race.free:
        params = {"n": len(race.standing), "seats": race.free}
        found.append(Obstacle("voting.elections.obstacle_contested", params))
    return [*found, *race.no_quorum, *race.count_demanded]


def obstacles_to_ballot(race: Race, *, method: str = "") -> list[Obstacle]:
    """A ballot is held on a closed list, one at a time, by a method that the rules know."""
    found = [*_not_now(race), *_ended(race), *_underway(race)]
    if found:
        return found
    if not race.is_closed:
        found.append(Obstacle("voting.elections.obstacle_nominations_open", {"item_no": race.item_no}))
    if not race.free:
        found.append(Obstacle("voting.elections.obstacle_all_seats_filled", {"seats": race.places}))
    elif not race.standing:
        found.append(Obstacle("voting.elections.obstacle_nobody_left"))
    plan = next_ballot(race)
    wanted = method or (plan.method if plan else usual_method(race))
    if not is_adopted_by(race.laws, wanted):
        found.append(Obstacle("voting.elections.obstacle_method_not_adopted", {"method": wanted}))
    return found


def obstacles_to_next_round(race: Race, *, method: str = "") -> list[Obstacle]:
    """A further ballot follows one that was declared, or somebody who declined."""
    found = obstacles_to_ballot(race, method=method)
    if not found and not race.declared and not race.wins:
        found.append(Obstacle("voting.elections.obstacle_no_round_yet"))
    return found


def obstacles_to_answer(race: Race, name: Name, *, accepts: bool) -> list[Obstacle]:
    """Who has a post by decision resigns it; nobody answers for a name that is not there."""
    found = obstacles_to_change(race.meeting)
    if race.is_cancelled:
        found.append(Obstacle("voting.elections.obstacle_cancelled"))
    if name.is_withdrawn:
        found.append(Obstacle("voting.elections.obstacle_is_withdrawn", {"name": name.name}))
    if accepts and any(win.number == name.number and win.is_declined for win in race.wins):
        found.append(Obstacle("voting.elections.obstacle_has_declined", {"name": name.name}))
    if not accepts and race.is_decided:
        found.append(Obstacle("voting.elections.obstacle_decided_already", {"name": name.name}))
    if not accepts and race.underway is not None and name.number in race.underway.candidates:
        found += _underway(race)
    return found


@dataclass(frozen=True)
class Delegate:
    """Somebody who is at the meeting for an organisation."""

    name: str
    email: str
    organisation: str


def is_named(who: Delegate, *, name: str, email: str, organisation: str) -> bool:
    """Whether a name that was put forward is this delegate's.

    An address decides where one was given. Called from the floor there is none: then it is the name, and the
    organisation if one was said.
    """
    if email:
        return email.lower() == who.email.lower()
    same_place = not organisation or organisation.casefold() == who.organisation.casefold()
    return name.casefold() == who.name.casefold() and same_place


def obstacles_to_own_answer(race: Race, name: Name) -> list[Obstacle]:
    """Who is not elected has nothing to answer yet; who declined has answered."""
    if not any(win.number == name.number for win in race.wins):
        return [Obstacle("voting.elections.obstacle_not_elected", {"name": name.name})]
    return []


def obstacles_to_deciding(race: Race, *, leave_vacant: bool) -> list[Obstacle]:
    """Somebody is chosen, equal votes are in order, and no seat is left by oversight."""
    found = [*_not_now(race), *_underway(race)]
    if race.is_cancelled:
        found.append(Obstacle("voting.elections.obstacle_cancelled"))
    if found:
        return found
    if not race.seated:
        return [Obstacle("voting.elections.obstacle_nobody_chosen")]
    found = [*race.no_quorum, *(_lot_needed(group) for group in unordered(race))]
    if all(win.round is None for win in race.seated):
        found += race.count_demanded
    if race.free and race.standing and not leave_vacant:
        params = {"n": race.free, "names": len(race.standing)}
        found.append(Obstacle("voting.elections.obstacle_seats_left", params))
    return found


def obstacles_to_cancelling(race: Race) -> list[Obstacle]:
    """What was voted on is not made undone by taking the election away."""
    found = obstacles_to_change(race.meeting)
    if race.is_decided:
        found.append(Obstacle("voting.elections.obstacle_decided"))
    elif race.underway or race.declared or race.wins:
        found.append(Obstacle("voting.elections.obstacle_vote_begun"))
    return found


def obstacles_to_voiding(race: Race, round_no: int) -> list[Obstacle]:
    """A ballot is void only while nothing has been built upon it."""
    later = [r for r in race.rounds if r.no > round_no and (r.is_declared or r.is_underway)]
    chosen = [win.round for win in race.wins]
    of_this = [n for n, number in enumerate(chosen) if number == round_no]
    found = [Obstacle("voting.elections.obstacle_later_round", {"round": later[0].no})] if later else []
    if not found and of_this and None in chosen[of_this[-1] :]:
        found.append(Obstacle("voting.elections.obstacle_later_acclamation"))
    if race.is_decided:
        found.append(Obstacle("voting.elections.obstacle_decided"))
    return found


def _lot_needed(group: Sequence[Name]) -> Obstacle:
    names = [name.name for name in group]
    return Obstacle("voting.elections.obstacle_lot_for_the_order", {"names": names, "n": len(names)})


def _not_now(race: Race) -> list[Obstacle]:
    found = obstacles_to_leading(race.meeting)
    if not found and race.item != ItemState.NOW:
        found.append(Obstacle("voting.elections.obstacle_item_not_now", {"item_no": race.item_no}))
    return found


def _ended(race: Race) -> list[Obstacle]:
    if race.state == ElectionState.CANCELLED:
        return [Obstacle("voting.elections.obstacle_cancelled")]
    if race.state == ElectionState.DECIDED:
        return [Obstacle("voting.elections.obstacle_decided")]
    return []


def _underway(race: Race) -> list[Obstacle]:
    if race.underway is None:
        return []
    return [Obstacle("voting.elections.obstacle_ballot_underway", {"round": race.underway.no})]
