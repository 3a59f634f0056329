"""What a notice tells, part by part, from the meeting's own facts. Pure: no query, no clock.

Every part has its heading and its lines, so that e-mail, screen and paper say the same. Law and rules are
told by reference. German meetings must be told how rights are exercised electronically (BGB § 32(2)): the
part on taking part from afar does so for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from notices.rules import Section
from notices.rules.wording import said

FIRST = "constituting"


@dataclass(frozen=True)
class Facts:
    """What there is to tell. Moments and days in ISO form, so that it is kept as it was sent.

    ``rules``: name → [value, source in Swedish, in English], those that hold or will hold at the meeting.
    ``files``: the PDFs laid under the items, each with its item_no, title and SHA-256. A notice kept from
    before they were told has none.
    """

    association: str
    kind: str
    called: str
    title: str
    number: int
    starts_at: str
    lunch_at: str
    registration_closes_at: str
    venues: list[dict[str, str]]
    agenda: list[dict[str, Any]]
    statutes: dict[str, str] | None
    motions: list[dict[str, str]]
    readings: list[dict[str, Any]]
    rules: dict[str, list[Any]]
    contact: str
    origin: str
    own: dict[str, str]
    remote: dict[str, str]
    files: list[dict[str, Any]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """As a sent notice keeps them."""
        return asdict(self)

    @property
    def is_amended(self) -> bool:
        """There was a notice before it."""
        return self.number > 1


def facts_from(kept: Mapping[str, Any]) -> Facts:
    """The opposite of :meth:`Facts.to_json`."""
    return Facts(**kept)


def what_of(facts: Facts, lang: str) -> str:
    """The paper's own name: a constitutive meeting is invited to, every other is called."""
    if lang == "en":
        name = "Invitation" if facts.kind == FIRST else "Notice"
        return f"Amended {name.lower()}" if facts.is_amended else name
    name = "Inbjudan" if facts.kind == FIRST else "Kallelse"
    return f"Ändrad {name.lower()}" if facts.is_amended else name


def opening_of(facts: Facts, organisation: str, lang: str) -> str:
    """The first sentence."""
    word = f" ({facts.called})" if facts.called and facts.called.lower() not in facts.title.lower() else ""
    title = facts.title[:1].lower() + facts.title[1:]
    if lang == "en":
        verb = "is invited to" if facts.kind == FIRST else "is called to"
        return f"{organisation} {verb} {facts.title}{word}, {facts.association}."
    verb = "bjuds in till" if facts.kind == FIRST else "kallas till"
    return f"{organisation} {verb} {title}{word}, {facts.association}."


def sections_of(facts: Facts, lang: str, zone: ZoneInfo) -> dict[str, Section]:
    """Every part by its name, in order; one without lines has nothing to tell."""
    pen = _Pen(facts, lang, zone)
    return {
        "own": Section("", tuple(_lines(facts.own[lang]))),
        "when": Section(pen.pick("Tid och plats", "Time and place"), tuple(pen.when())),
        "remote": Section(
            pen.pick("Så deltar ni på distans", "How to take part from afar"), tuple(pen.remote())
        ),
        "agenda": Section(pen.pick("Förslag till dagordning", "Proposed agenda"), tuple(pen.agenda())),
        "papers": Section(pen.pick("Handlingar", "Papers"), tuple(pen.papers())),
        "readings": Section(
            pen.pick("Stadgeändring, andra behandlingen", "Amendment of the statutes, second reading"),
            tuple(pen.readings()),
        ),
        "voting": Section(pen.pick("Vem som får rösta", "Who may vote"), tuple(pen.voting())),
        "deadlines": Section(pen.pick("Sista dagar", "Last days"), tuple(pen.deadlines())),
    }  # fmt: skip


def paper_of(facts: Facts, lang: str, zone: ZoneInfo) -> dict[str, Any]:
    """The letter as the printed template reads it."""
    pen = _Pen(facts, lang, zone)
    return {
        "association": facts.association,
        "title": what_of(facts, lang),
        "subtitle": facts.title,
        "date": pen.day("weekday_date", facts.starts_at),
        "sections": [
            {"heading": one.heading, "lines": list(one.lines)}
            for one in sections_of(facts, lang, zone).values()
            if one.lines
        ],
        "contact": facts.contact,
    }


def motion_day(facts: Facts, zone: ZoneInfo) -> date | None:
    """The last day for motions, where the rules have one."""
    days = facts.rules.get("motion_deadline_days")
    if not days:
        return None
    return datetime.fromisoformat(facts.starts_at).astimezone(zone).date() - timedelta(days=int(days[0]))


class _Pen:
    def __init__(self, facts: Facts, lang: str, zone: ZoneInfo) -> None:
        self.facts, self.lang, self.zone = facts, lang, zone

    def pick(self, sv: str, en: str) -> str:
        return sv if self.lang == "sv" else en

    def day(self, name: str, moment: str) -> str:
        return said(name, datetime.fromisoformat(moment), self.lang, self.zone)

    def source(self, name: str) -> str:
        given = self.facts.rules.get(name)
        words = given[1 if self.lang == "sv" else 2] if given else ""
        return f" ({words})" if words else ""

    def when(self) -> Iterator[str]:
        facts = self.facts
        time = self.day("start_time", facts.starts_at)
        yield f"{self.day('weekday_date', facts.starts_at)} {self.pick('kl.', 'at')}\u00a0{time}"
        if facts.lunch_at:
            lunch = self.day("start_time", facts.lunch_at)
            yield self.pick(f"Lunch kl.\u00a0{lunch}", f"Lunch at {lunch}")
        for venue in facts.venues:
            where = f"{facts.origin}/mote" if venue["kind"] == "remote" else venue["address"]
            yield f"{venue['name']}: {where}" if where else venue["name"]

    def remote(self) -> Iterator[str]:
        if not any(venue["kind"] == "remote" for venue in self.facts.venues):
            return
        if (self.facts.rules.get("remote_voting_rules") or [None])[0] is False:
            yield self.pick(
                "Att delta på distans kräver en antagen omröstnings- och valordning"
                f"{self.source('remote_voting_rules')}. Den är inte antagen än.",
                "Taking part from afar needs adopted voting and election rules"
                f"{self.source('remote_voting_rules')}. They are not adopted yet.",
            )
        own = self.facts.remote[self.lang]
        if own.strip():
            yield from _lines(own)
            return
        yield self.pick(
            f"Ombudet loggar in på {self.facts.origin}/mote med den e-postadress som är anmäld. En kod "
            "kommer med e-post.",
            f"The delegate signs in at {self.facts.origin}/mote with the e-mail address that is registered. "
            "A code comes by e-mail.",
        )
        yield self.pick(
            "På samma sida prickar ombudet av sig, begär ordet, lägger yrkanden och röstar, med samma rätt "
            "som de som är på plats.",
            "On the same page the delegate checks in, asks for the floor, moves motions and votes, with the "
            "same rights as those in the hall.",
        )

    def agenda(self) -> Iterator[str]:
        for item in self.facts.agenda:
            yield f"{item['no']}. {item[f'title_{self.lang}'] or item['title_sv']}"

    def papers(self) -> Iterator[str]:
        facts = self.facts
        if facts.statutes:
            number = facts.statutes["number"]
            name = self.pick(
                f"Förslag till stadgar, version {number}", f"Proposed statutes, version {number}"
            )
            yield f"{name}: {facts.origin}/stadgar"
        for one in facts.motions:
            who = f", {one['who']}" if one["who"] else ""
            text = self.pick(one["text"], one.get("text_en") or one["text"])
            words = f": {text}" if text else ""
            where = self.pick(f"punkt {one['item_no']}", f"item {one['item_no']}")
            yield f"{self.pick('Yrkande', 'Motion')} {one['mark']}, {where}{who}{words}"
        if facts.motions:
            name = self.pick("Alla yrkanden i sin helhet", "Every motion in full")
            yield f"{name}: {facts.origin}/mote"
        for file in facts.files:
            where = self.pick(f"punkt {file['item_no']}", f"item {file['item_no']}")
            yield f"{file['title']}, {where} (PDF)\nSHA-256: {file['sha256']}"
        if facts.files:
            yield self.pick(
                f"Filerna läses av inloggade medlemmar på {facts.origin}/mote. Summan SHA-256 visar att en "
                "fil är just den som lades fram.",
                f"Members who have signed in read the files at {facts.origin}/mote. The SHA-256 checksum "
                "shows that a file is the very one that was laid before them.",
            )

    def readings(self) -> Iterator[str]:
        for one in self.facts.readings:
            day = self.day("date", one["decided_at"])
            where = ""
            if one["item_no"]:
                where = self.pick(f" under punkt {one['item_no']}", f" under item {one['item_no']}")
            yield self.pick(
                f"Version {one['number']} antogs {day} och ska antas av ännu ett möte. Den tas upp{where}.",
                f"Version {one['number']} was adopted on {day} and must be adopted by one more meeting. It "
                f"is taken up{where}.",
            )

    def voting(self) -> Iterator[str]:
        rules = self.facts.rules
        votes = (rules.get("votes_per_member") or [1])[0]
        yield self.pick(
            f"Varje organisation har {'en röst' if votes == 1 else f'{votes} röster'} genom sitt ombud"
            f"{self.source('votes_per_member')}.",
            f"Each organisation has {'one vote' if votes == 1 else f'{votes} votes'} through its delegate"
            f"{self.source('votes_per_member')}.",
        )
        yield self.pick(
            "En ersättare kan anmälas och röstar när ombudet inte är närvarande.",
            "A substitute can be registered and votes when the delegate is absent.",
        )
        proxy = (rules.get("proxy") or [{"allowed": False}])[0]
        source = self.source("proxy")
        if not proxy.get("allowed"):
            yield self.pick(f"Fullmakter tas inte emot{source}.", f"Proxies are not accepted{source}.")
            return
        most = proxy.get("max_members_per_person")
        cap = self.pick(
            f", för högst {most} andra medlemmar per ombud" if most else "",
            f", for at most {most} other members per delegate" if most else "",
        )
        yield self.pick(
            f"Fullmakt kan lämnas, skriftlig och daterad{cap}{source}.",
            f"A written and dated proxy can be given{cap}{source}.",
        )

    def deadlines(self) -> Iterator[str]:
        closes = said(
            "registration_deadline", datetime.fromisoformat(self.facts.registration_closes_at), self.lang,
            self.zone,
        )  # fmt: skip
        yield self.pick(f"Ombud anmäls senast {closes}.", f"Delegates are registered by {closes}.")
        motions = motion_day(self.facts, self.zone)
        if motions:
            day = said("date", motions, self.lang, self.zone)
            source = self.source("motion_deadline_days")
            yield self.pick(
                f"Motioner lämnas senast {day}{source}.", f"Motions are sent in by {day}{source}."
            )


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())
