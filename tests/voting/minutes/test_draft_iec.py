"""The golden minutes: IEC's constitutive meeting, as the model has them."""
# ruff: noqa: E501  the model's rows stand as they are printed

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from voting.minutes.rules import ItemMinutes, MeetingFacts, Table, draft

HEADINGS = """Mötets öppnande
Val av mötesordförande och mötessekreterare
Val av två justerare tillika rösträknare
Fastställande av mötesordning, inklusive distansdeltagande, elektronisk omröstning och en röst per organisation
Fastställande av röstlängd
Fråga om mötet är behörigen utlyst och godkännande av dagordning
Beslut att bilda föreningen
Föreningens namn
Antagande av stadgar
Upprop: vilka ansluter sig som medlemmar
Medlemsavgifter för 2017
Verksamhetsplan och budget till och med 2017
Antal styrelseledamöter
Val av ordförande
Val av övriga styrelseledamöter
Val av två revisorer och en ersättare
Val av valberedning
Firmatecknare
Uppdrag att söka organisationsnummer och öppna konto
Omedelbar justering av §§ 7–9, 14–15 och 18–19
Övriga frågor
Mötets avslutande"""

FACTS = """Plats och form | Kalmar, Växjö och deltagande på distans, sammankopplade i realtid med ljud och bild (hybridmöte)
Tid | kl. 12.47–14.58. Mötet var utlyst till kl. 12.45, efter lunch kl. 12.00
Sammankallande | Arbetsgruppen för IEC genom Anna Hed (Hed & Partner AB)
Kallelse | Inbjudan den 16 september 2016 till nätverkets 250 organisationer
Mötesordförande | Stina Malm, ombud för Bergkvara Data AB, röstberättigad, Kalmar
Mötessekreterare | Olof Berg, utan rösträtt
Justerare tillika rösträknare | Eva Rask, ombud för Rask Konsult AB, Kalmar · Nils Ohlin, ombud för Ohlin IT-drift AB, Växjö
Rösträknare för distansdeltagarna | Ida Krans, ombud för Krans Webb AB
Organisationsnummer | Söks enligt § 19
Beslutsregler | §§ 1–4 acklamation enligt sedvana · §§ 5–22 mötesordningen (bilaga 1)"""

VOTES = """Votering | För | Mot | Avstod | Ej röstat | Röstlängd | Bas | Krävs | Utfall
1. Motförslag till § 1 mom. 2 | A2: 55 | A1: 38 | 12 | 0 | 105 | 93 | 47 | A2 blev motförslag
2. Huvudvotering § 1 mom. 2 | A2: 57 | huvudförslaget: 44 | 4 | 0 | 105 | 101 | 51 | A2 antogs
3. Ny § 4 mom. 5 | A3 ja: 71 | nej: 22 | 12 | 0 | 105 | 93 | 47 | A3 bifölls
4. § 6 mom. 2 | A4 ja: 33 | nej: 64 | 8 | 0 | 105 | 97 | 49 | A4 avslogs
6. § 14 mom. 1 | A6 ja: 40 | nej: 59 | 6 | 0 | 105 | 99 | 50 | A6 avslogs
7. Stadgarna i sin helhet | ja: 101 | nej: 2 | 2 | 0 | 105 | 103 | 52 | Stadgarna antogs"""

PRESENT = """Kalmar | 53 | 5 | 48
Växjö | 44 | 7 | 37
Distans | 20 | 0 | 20
Summa | 117 | 12 | 105"""

READING = (
    "För, mot, avstod och ej röstat är tillsammans lika med röstlängden. Bas är de avgivna rösterna; "
    "avstående, blanka och ogiltiga röster ingår inte. Krävs är det minsta antal röster som är mer än "
    "hälften av basen. När två förslag ställs mot varandra står förslagets beteckning framför röstetalet."
)


def spaced(text: str) -> str:
    """No-break spaces as spaces, so that texts can be compared."""
    return unicodedata.normalize("NFC", text.replace("\u00a0", " "))


def votes(item: ItemMinutes) -> Table:
    return next(t for t in item.tables if t.kind == "votes")


def table(rows: Iterable[Iterable[object]]) -> str:
    return spaced("\n".join(" | ".join(map(str, row)) for row in rows))


def test_the_head_is_the_models(iec: MeetingFacts) -> None:
    minutes = draft(iec)

    assert (minutes.title, minutes.subtitle) == ("Protokoll 1/2016", "Konstituerande möte för Föreningen IEC")
    assert minutes.date == "Tisdagen den 11 oktober 2016"
    assert table([(line.label, line.text) for line in minutes.facts]) == FACTS


def test_those_present_add_up(iec: MeetingFacts) -> None:
    rows = [(r.venue, r.registered, r.absent, r.votes) for r in draft(iec).attendance]

    assert table(rows) == PRESENT


def test_what_the_numbers_of_those_present_do_not_say(iec: MeetingFacts) -> None:
    minutes = draft(iec)

    assert spaced(" ".join(line.text for line in minutes.attendance_notes)) == (
        "Varje organisation företräddes av ett ombud och hade en röst. Inga fullmakter lämnades. "
        "Röstlängden med ombudens namn är bilaga 2. Den var oförändrad under hela mötet. "
        "Närvarande utan rösträtt: mötessekreteraren Olof Berg. "
        "Inga avbrott i förbindelsen mellan mötesplatserna har noterats."
    )
    assert minutes.reading_note == READING


def test_all_22_headings_in_order(iec: MeetingFacts) -> None:
    items = draft(iec).items

    assert [item.no for item in items] == list(range(1, 23))
    assert [spaced(item.heading) for item in items] == HEADINGS.split("\n")


def test_six_counted_votes_with_their_bases(iec: MeetingFacts) -> None:
    statutes = draft(iec).items[8]

    assert table([votes(statutes).header, *votes(statutes).rows]) == VOTES
    assert [item.no for item in draft(iec).items if item.tables] == [9]


def test_each_row_of_the_table_rests_on_its_own_events(iec: MeetingFacts) -> None:
    statutes = draft(iec).items[8]

    assert votes(statutes).events == tuple(poll.events for poll in iec.items[8].polls)
    assert len(votes(statutes).events) == 6


def test_recorded_decisions_become_clauses(iec: MeetingFacts) -> None:
    items = {item.no: item for item in draft(iec).items}

    def lines(no: int) -> list[str]:
        return [
            spaced(f"{b.line.label}|{b.line.text}")
            for b in items[no].blocks
            if b.line and b.kind == "decided"
        ]

    assert lines(4) == ["Mötet beslutade|att anta mötesordningen enligt bilaga 1."]
    assert lines(7) == ["Mötet beslutade|att enhälligt bilda en ideell förening."]
    assert lines(8) == ["Mötet beslutade|att föreningens namn är Föreningen IEC."]
    assert lines(18) == ["Mötet beslutade|att firman tecknas enligt stadgarna § 12 mom. 4."]
    assert lines(2) == ["|Mötet valde Stina Malm till mötesordförande och Olof Berg till mötessekreterare."]


def test_the_register_is_told_in_the_paragraph_that_approved_it(iec: MeetingFacts) -> None:
    item = draft(iec).items[4]

    assert spaced(item.lines[0].text) == (
        "Vid incheckningen hade 105 ombud prickats av mot de 117 anmälningarna: "
        "48 i Kalmar, 37 i Växjö och 20 på distans (48 + 37 + 20 = 105)."
    )
    assert (item.lines[0].label, item.lines[0].events) == ("Bakgrund", (210,))


def test_the_usual_rule_is_explained_once_and_not_at_every_vote(iec: MeetingFacts) -> None:
    minutes = draft(iec)

    assert not [line for line in minutes.items[8].lines if line.label == "Regel"]
    assert "mer än hälften av basen" in minutes.reading_note


def test_amendments_are_quoted_as_they_were_moved(iec: MeetingFacts) -> None:
    motions = next(t for t in draft(iec).items[8].tables if t.kind == "motions")

    assert [spaced(cell) for cell in motions.rows[-1]] == [
        "A6",
        "Alvesta Nät AB",
        "§ 14 mom. 1",
        "Ny lydelse: ”Stadgarna ändras genom beslut med minst två tredjedelar av de avgivna rösterna vid ett årsmöte.”",
        "Avslag",
    ]


def test_the_annex_lists_every_vote_with_swedish_letters_last(iec: MeetingFacts) -> None:
    annex = draft(iec).register_annex

    assert len(annex) == 105
    assert [row.venue for row in annex] == ["Kalmar"] * 48 + ["Växjö"] * 37 + ["Distans"] * 20
    assert [row.member for row in annex[:3]] == ["Askbit AB", "Askdata AB", "Bergkvara Data AB"]
    assert [row.member for row in annex[40:48]] == [
        "Åbackens IT", "Åsteknik AB", "Ängdata AB", "Ängsystem Solutions AB",
        "Öbit AB", "Östbit AB", "Östdigital Solutions AB", "Ötest AB",
    ]  # fmt: skip
    assert (annex[2].no, annex[2].delegate) == ("0074", "Stina Malm")


def test_those_who_sign(iec: MeetingFacts) -> None:
    signers = [(s.heading, s.name, s.role) for s in draft(iec).signatures]

    assert signers == [
        ("Vid protokollet", "Olof Berg", "mötessekreterare"),
        ("Justeras", "Stina Malm", "mötesordförande"),
        ("Justeras", "Eva Rask", "justerare"),
        ("Justeras", "Nils Ohlin", "justerare"),
    ]


def test_same_facts_give_the_same_words_and_checksum(iec: MeetingFacts) -> None:
    first, second = draft(iec), draft(iec)

    assert first.to_dict() == second.to_dict()
    assert len(first.sha256) == 64


def test_the_dictionary_has_the_agreed_shape(iec: MeetingFacts) -> None:
    shape = draft(iec).to_dict()

    assert {"title", "association", "facts", "attendance", "reading_note", "items", "register_annex",
            "sha256"} <= set(shape)  # fmt: skip
    assert {"no", "heading", "blocks"} <= set(shape["items"][0])
    assert set(shape["register_annex"][0]) == {"no", "member", "delegate", "venue", "fee_class"}
    assert shape["items"][8]["blocks"][0]["table"]["kind"] == "motions"
    assert shape["items"][3]["blocks"][-1]["line"]["events"] == [207]
