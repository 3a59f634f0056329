"""What the demo begins with: IEC on the eve of its constitutive meeting, and a small second association.

Seeding goes through the same actions as the doors, with the times of 2016, and can be run again: what is
there is kept, what is missing is added.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from accounts.actions import ensure_user, grant_role, make_link
from accounts.models import User
from config import demo_proposals, iec
from kernel import clock, tenancy
from kernel.actor import Actor
from kernel.permissions import Role
from tenants.members.actions import apply_import, preview_import
from tenants.members.models import Member
from tenants.networks.actions import found_network, prepare_spare
from tenants.networks.actions.provisioning import Founding
from tenants.networks.models import Network
from tenants.networks.queries import origin_of
from tenants.statutes.actions import publish_proposal
from voting.meetings.actions import create_meeting, register_delegate
from voting.meetings.actions.planning import Plan, PlannedVenue
from voting.meetings.actions.registering import Wish
from voting.meetings.models import Meeting
from voting.minutes.actions import attach_file, word_item
from voting.minutes.queries import words_of

Say = Callable[[str], None]
LINK_VALID = timedelta(days=2)
# Proposals that hold whoever votes how; the other items keep the template's wording.
PROPOSED_BEFOREHAND = frozenset({2, 3, 4, 6, 7, 8, 12, 13, 16, 17, 18, 19, 20})
GLASRIKET = Founding(
    "Glasriket", "glasriket", "SE", "sv", "Greta Hyttmästare", "greta.hyttmastare@glasriket.example"
)
GLASRIKET_FILE = """medlemsnr,namn,organisationsnummer,typ,ort,län,anställda,kontaktperson,e-post
1,Hyttan AB,559990-3019,företag,Nybro,Kalmar,14,Greta Hyttmästare,greta.hyttmastare@glasriket.example
2,Slipverket HB,969990-3028,företag,Lessebo,Kronoberg,4,Ivar Slipare,ivar.slipare@slipverket.example
3,Museet Glaset,559990-3035,företag,Växjö,Kronoberg,22,Signe Montör,signe.montor@museet-glaset.example
"""


def seed(*, say: Say) -> list[tuple[str, str]]:
    """Fill the demo's associations; give one way in per role as (label in Swedish, address)."""
    network = _network(Founding(iec.NAME, iec.SLUG, "SE", "sv", *iec.OFFICE))
    with tenancy.inside(network):
        _members("network_250.csv", iec.network_csv())
        say("IEC: 250 organisations, the proposed statutes")
        publish_proposal(document=iec.statutes(), by=Actor.system(), at=iec.REGISTERING_AT)
        meeting = _meeting()
        _eve(meeting)
        say(f"IEC: {meeting.registrations.count()} registered, officers appointed")
        demo_proposals.lay_out(meeting, at=iec.REGISTERING_AT)
        _words(meeting)
        say("IEC: motions on the statutes and the fees, names for each post")
        links = _ways_in(network, meeting)
    small = _network(GLASRIKET)
    with tenancy.inside(small):
        _members("glasriket.csv", GLASRIKET_FILE.encode())
        office = User.objects.get(email=GLASRIKET.contact_email)
        links.append(("Glasriket: kansli, Greta Hyttmästare", _way_in(small, office, "/kontor")))
    say("Glasriket: a small second association")
    return links


def _network(founding: Founding) -> Network:
    tenancy.go_public()
    there: Network | None = Network.objects.filter(slug=founding.slug).first()
    if there is not None:
        return there
    prepare_spare()
    network, _ = found_network(founding, at=iec.REGISTERING_AT)
    return network


def _members(name: str, content: bytes) -> None:
    if Member.objects.exists():
        return
    preview = preview_import(file_name=name, content=content, at=iec.REGISTERING_AT)
    apply_import(import_id=preview.pk, by=Actor.system(), at=iec.REGISTERING_AT)


def _meeting() -> Meeting:
    there = Meeting.objects.first()
    if there is not None:
        return there
    proposals = {i["no"]: i["decision_sv"] for i in iec.agenda() if i["no"] in PROPOSED_BEFOREHAND}
    plan = Plan(
        title=iec.TITLE,
        starts_at=iec.STARTS_AT,
        lunch_at=iec.LUNCH_AT,
        invited_at=date.fromisoformat(iec.INVITED),
        registration_closes_at=iec.REGISTRATION_CLOSES_AT,
        venues=tuple(PlannedVenue(**venue) for venue in iec.VENUES),
        proposals=proposals,
    )
    return create_meeting(plan, by=Actor.system(), at=iec.REGISTERING_AT)


def _words(meeting: Meeting) -> None:
    """Why each matter is taken up and who proposes what, unless somebody has written words already."""
    if any(any(words_of(item).values()) for item in meeting.items.all()):
        return
    for no, words in iec.words().items():
        word_item(meeting_id=meeting.pk, no=no, words=words, by=Actor.system(), at=iec.REGISTERING_AT)
    attach_file(
        meeting_id=meeting.pk, no=iec.BUDGET_ITEM, content=iec.budget_pdf(), by=Actor.system(),
        at=iec.REGISTERING_AT,
    )  # fmt: skip


@transaction.atomic
def _eve(meeting: Meeting) -> None:
    """Registrations and roles, whole or not at all; what people changed since is theirs."""
    if not meeting.registrations.exists():
        _registrations(meeting)
        _officers()


def _registrations(meeting: Meeting) -> None:
    venues = {venue.name: venue.pk for venue in meeting.venues.all()}
    users = {user.email: user for user in User.objects.all()}
    for number, row in enumerate(iec.registrations()):
        contact = users[row["e-post"]]
        wish = Wish(
            delegate_name=row["ombud"],
            delegate_email=row["e-post"],
            venue=venues[iec.VENUE_IN_FILE[row["plats"]]],
            lunch=row["lunch"] == "ja",
            diet=row["kost"],
            access_needs=row["tillgänglighet"],
        )
        at = iec.REGISTERING_AT + timedelta(minutes=7 * number)
        register_delegate(meeting_id=meeting.pk, wish=wish, by=contact.as_actor(), at=_in_time(at))
    # Those of 2016 have had their letter; the next change sends one.
    meeting.registrations.update(letter_revision=F("revision"))


def _in_time(at: datetime) -> datetime:
    return min(at, iec.REGISTRATION_CLOSES_AT - timedelta(hours=1))


def _officers() -> None:
    appointed = [(Role.CHAIR, iec.CHAIR), (Role.SECRETARY, iec.SECRETARY)]
    appointed += [(Role.TELLER, teller) for teller in iec.TELLERS]
    appointed += [(Role.ADJUSTER, adjuster) for adjuster in iec.ADJUSTERS]
    for role, (name, email) in appointed:
        user = ensure_user(email=email, name=name, at=iec.REGISTERING_AT)
        grant_role(user=user, role=role, by=Actor.system(), at=iec.REGISTERING_AT)


def _ways_in(network: Network, meeting: Meeting) -> list[tuple[str, str]]:
    people = {user.email: user for user in User.objects.all()}
    officers = {email for _, email in (iec.CHAIR, iec.SECRETARY, *iec.TELLERS)}
    came = [r for r in iec.registrations() if r["incheckad"] == "ja" and r["e-post"] not in officers]
    delegates = {row["plats"]: row["e-post"] for row in reversed(came)}
    ways = [
        ("IEC: kansli", iec.OFFICE[1], "/kontor"),
        ("IEC: mötesordförande", iec.CHAIR[1], "/ordforande"),
        ("IEC: sekreterare", iec.SECRETARY[1], "/protokoll"),
        ("IEC: rösträknare i Kalmar och justerare", iec.TELLERS[0][1], "/incheckning"),
        ("IEC: rösträknare i Växjö och justerare", iec.TELLERS[1][1], "/rakna"),
        ("IEC: ombud i Kalmar", delegates["Kalmar"], "/mote"),
        ("IEC: ombud i Växjö", delegates["Växjö"], "/mote"),
        ("IEC: ombud på distans", delegates["distans"], "/mote"),
    ]
    links = [
        (f"{label}, {people[email].name}", _way_in(network, people[email], to)) for label, email, to in ways
    ]
    links.append(
        ("IEC: projektor, utan inloggning", f"{origin_of(network.slug)}/projektor/{meeting.projector_key}")
    )
    return links


def _way_in(network: Network, user: User, to: str) -> str:
    token = make_link(user=user, at=clock.now(), valid=LINK_VALID)
    return f"{origin_of(network.slug)}/logga-in?t={token}&to={to}"
