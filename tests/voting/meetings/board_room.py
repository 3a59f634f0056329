"""The board that the constitutive meeting elected, its first meeting called, and every act in one line."""

from __future__ import annotations

import pytest

from accounts.models import User
from kernel.actor import Actor
from tenants.decisions.actions import NewEffect, take_decision
from tenants.decisions.enums import EffectKind, Method
from tenants.founding.actions import carry_out

HOUSE = Actor.system()
HOME = "/api/board-meetings"
KARIN, LISA, AHMED, SOFIA = "Karin Thorell", "Lisa Brandt", "Ahmed Yusuf", "Sofia Lindahl"
BOARD = (
    ("board_chair", KARIN, "Ölandsbit AB", "årsmötet 2018"),
    ("board_member", LISA, "Exempeluniversitetet", "årsmötet 2019"),
    ("board_member", AHMED, "Nordkvist Data AB", "årsmötet 2019"),
    ("board_member", SOFIA, "Kalmarsund Systems AB", "årsmötet 2019"),
    ("board_member", "Mina Rezai", "Helgasjön Analytics AB", "årsmötet 2018"),
    ("board_member", "Per-Olof Ek", "Smålands Kod AB", "årsmötet 2018"),
    ("board_member", "Elin Hjort", "Mönsterås Mjukvara AB", "årsmötet 2018"),
)
CHOICES = {
    "meeting_secretary": LISA,
    "adjuster": AHMED,
    "vice_chair": AHMED,
    "secretary": LISA,
    "treasurer": SOFIA,
    "bank": "Sparbanken Öland",
    "next_date": "2016-10-13",
    "next_words": "digitalt, för att pröva ansökningar om medlemskap (stadgarna § 4 mom. 2)",
}
MODEL = {
    2: "Styrelsen beslutade enhälligt\n"
    "att välja Lisa Brandt till sekreterare för mötet,\n"
    "att välja Ahmed Yusuf att jämte ordföranden justera protokollet.",
    4: "Styrelsen beslutade enhälligt\n"
    "att utse Ahmed Yusuf till vice ordförande,\n"
    "att utse Lisa Brandt till sekreterare,\n"
    "att utse Sofia Lindahl till kassör,\n"
    "att uppdragen gäller till det konstituerande styrelsemötet efter årsmötet 2018.",
    5: "Styrelsen beslutade enhälligt\n"
    "att föreningens firma, förutom av styrelsen i dess helhet, tecknas av ordföranden Karin Thorell och "
    "kassören Sofia Lindahl, två i förening,\n"
    "att inte nu bemyndiga någon av dem att teckna firman var för sig,\n"
    "att beslutet gäller från och med den 11 oktober 2016 och till dess styrelsen beslutar något annat.",
    6: "Styrelsen beslutade enhälligt\n"
    "att öppna ett bankkonto och ett bankgironummer i föreningens namn hos Sparbanken Öland, när föreningen "
    "fått sitt organisationsnummer,\n"
    "att Karin Thorell och Sofia Lindahl, två i förening, ingår avtalen med banken,\n"
    "att betalningar från kontot läggs upp av den ena av dem och godkänns av den andra,\n"
    "att revisorerna Britt Sandell och Omar Haddad får läsa kontots saldo och händelser men inte betala.",
    8: "Styrelsen beslutade enhälligt\n"
    "att på bankens fråga uppge att föreningen saknar verklig huvudman,\n"
    "att ordföranden anmäler ändrade förhållanden.",
    9: "Styrelsen beslutade enhälligt\n"
    "att medlemsavgiften, klasserna F1–F5, faktureras utan mervärdesskatt som avgift som inte är ersättning "
    "för en bestämd motprestation,\n"
    "att kassören frågar Skatteverket och redovisar svaret för styrelsen,\n"
    "att fakturera när föreningen har organisationsnummer och bankgiro, med 30 dagars betalningstid.",
    10: "Styrelsen beslutade enhälligt\n"
    "att hålla nästa möte torsdagen den 13 oktober 2016, digitalt, för att pröva ansökningar om medlemskap "
    "(stadgarna § 4 mom. 2).",
    11: "Styrelsen beslutade enhälligt\natt förklara §§ 4–8 omedelbart justerade.",
}


def email_of(name):
    return f"{name.split()[0].lower()}@medlem.example"


def elect(meeting, no, post, people, now):
    decision = take_decision(
        meeting=meeting.pk, item_no=no, text_sv=f"Mötet valde {post} {no}", method=Method.ACCLAMATION,
        by=HOUSE, at=now, effects=[NewEffect(kind=EffectKind.ELECTED, body={"post": post, "people": people})],
    )  # fmt: skip
    carry_out(decision=decision, by=HOUSE, at=now)


def on_the_board(name, organisation, until):
    return {"name": name, "email": email_of(name), "organisation": organisation, "until": until,
            "until_year": int(until[-4:])}  # fmt: skip


@pytest.fixture
def elected(in_alfa, meeting, soon):
    """The constituting meeting has elected the board of seven and two auditors, and set the fees."""
    elect(meeting, 14, "board_chair", [on_the_board(*BOARD[0][1:])], soon)
    others = [on_the_board(*about) for post, *about in BOARD if post == "board_member"]
    elect(meeting, 15, "board_member", others, soon)
    auditors = [{"name": n, "email": email_of(n), "until": "årsmötet 2017", "until_year": 2017}
                for n in ("Britt Sandell", "Omar Haddad")]  # fmt: skip
    elect(meeting, 16, "auditor", auditors, soon)
    fees = {"period": {"from": "2016-10-11", "to": "2017-12-31"},
            "classes": [{"id": f"F{n}", "sv": "", "amount": 100_000} for n in range(1, 6)]}  # fmt: skip
    take_decision(
        meeting=meeting.pk, item_no=11, text_sv="Mötet fastställde avgifterna.", method=Method.ACCLAMATION,
        by=HOUSE, at=soon, effects=[NewEffect(kind=EffectKind.FEES_SET, body=fees)],
    )  # fmt: skip
    return meeting


@pytest.fixture
def karin(in_alfa, elected, client_of):
    """The association's chair, signed in: what they may do follows from the election alone."""
    return client_of(in_alfa, User.objects.get(email=email_of(KARIN)))


@pytest.fixture
def called(karin):
    return karin.post(HOME, {"choices": CHOICES}, format="json").json()


def here(client, shown, *names):
    seats = [{"seat": one["id"]} for one in shown["seats"] if not names or one["name"] in names]
    return client.put(f"{HOME}/{shown['id']}/table", {"here": seats}, format="json").json()


def hold(client, shown):
    """From the opening to the end, § by §, as the guided screen does it."""
    here(client, shown)
    at = f"{HOME}/{shown['id']}"
    shown = client.post(f"{at}/open").json()
    for item in shown["items"]:
        if item["no"] > 1:
            assert client.post(f"{at}/items/{item['no']}/start").status_code == 200
        if item["asks"]:
            decided = client.post(f"{at}/items/{item['no']}/decide", {}, format="json")
            assert decided.status_code == 200, decided.json()
    return client.post(f"{at}/close").json()
