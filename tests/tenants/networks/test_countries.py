"""Country packs: every sentence says what it rests on, and only what has a source is ever a rule."""

from __future__ import annotations

import pytest

from tenants.founding.enums import FactKind
from tenants.founding.rules import Joined, checks_of_registration, obstacles_to_founding
from tenants.networks.models import Network
from tenants.networks.rules import COUNTRIES, countries, country_of
from tenants.statutes.rules import MomentText, Proposal, SectionText, findings_in
from tenants.statutes.rules.countries import law_of

ALL_FOUR = set(FactKind)
PUBLIC = {"HTTP_HOST": "localhost", "SERVER_NAME": "localhost"}


def few(code, n):
    return [o.code for o in obstacles_to_founding(ALL_FOUR, country_of(code), Joined(n))]


def text_of(*words):
    moments = tuple(MomentText(f"par1.{n}", n, sv, "") for n, sv in enumerate(words, 1))
    return Proposal("1", "Stadgar", "Statutes", (SectionText("par1", 1, "Om föreningen", "", moments),))


def missing_in(text, code):
    found = findings_in(text, country_of(code))
    return [f.params["what_en"] for f in found if f.code == "tenants.statutes.lint_content_missing"]


@pytest.mark.parametrize("code", COUNTRIES)
def test_what_has_a_source_names_it_and_what_has_none_says_so(code):
    pack = country_of(code)

    for one in pack.statements:
        assert one.sv
        assert one.en
        assert (one.basis == "source") == bool(one.source_sv and one.source_en)
    assert bool(pack.papers) == bool(pack.papers_source_sv and pack.papers_source_en)
    assert bool(pack.contents) == bool(pack.contents_source_sv and pack.contents_source_en)
    assert bool(pack.minutes) == bool(pack.minutes_source_sv and pack.minutes_source_en)
    assert pack.about("founders")[0].basis == pack.founders.basis
    assert bool(pack.rules) == bool(pack.law_sv and pack.law_en)


def test_an_unknown_country_is_no_country_in_particular():
    assert country_of("QQ").code == "XX"
    assert [c.code for c in countries()] == list(COUNTRIES)


@pytest.mark.parametrize(
    ("code", "n", "codes"),
    [
        ("SE", 2, ["tenants.founding.obstacle_too_few_to_founding"]),
        ("SE", 3, []),
        ("SE", None, []),  # no roll-call yet: nothing is known
        ("NO", 1, ["tenants.founding.obstacle_too_few_to_founding"]),
        ("NL", 2, []),
        ("DE", 2, []),  # two found a Verein; seven are for the register
        ("DK", 1, []),  # commonly known only: stops nothing
        ("FI", 1, []),
        ("XX", 1, []),
    ],
)
def test_too_few_founders_stop_the_founding_only_where_a_source_says_so(code, n, codes):
    assert few(code, n) == codes


def test_seven_are_asked_for_by_the_german_register():
    facts = dict.fromkeys(FactKind)
    given = {"facts": facts, "signatories": None, "signing": None, "applying": None}
    checks = checks_of_registration(**given, country=country_of("DE"), joined=Joined(6))

    assert [c.code for c in checks][-1] == "founders"
    assert [o.code for o in checks[-1].obstacles] == [
        "tenants.founding.obstacle_founders_unknown",
        "tenants.founding.obstacle_too_few_to_register",
    ]
    assert checks[-1].obstacles[1].params["source_en"] == "BGB § 56"
    assert len(checks_of_registration(**given, country=country_of("SE"), joined=Joined(6))) == 6


def test_what_the_law_wants_in_statutes_is_a_gap_with_its_source():
    bare = text_of("Föreningens namn är Verein. Dess ändamål är bildning.")

    assert missing_in(bare, "SE") == ["how decisions are made"]
    assert missing_in(bare, "DE") == [
        "seat (Sitz)", "that the association is to be entered (Eintragung)",
        "joining and leaving (Ein- und Austritt)", "contributions (Beiträge)",
        "how the board is formed (Vorstand)", "notice and minutes (Einberufung, Beurkundung)",
    ]  # fmt: skip
    assert missing_in(bare, "FI") == []
    whole = text_of(
        "Der Verein hat seinen Sitz in Kiel und soll eingetragen werden. Name, Zweck.",
        "Eintritt und Austritt erklärt man dem Vorstand. Mitglieder zahlen Beiträge.",
        "Die Einberufung erfolgt mit vierzehn Tagen Frist.",
    )
    assert missing_in(whole, "DE") == []
    gap = next(f for f in findings_in(bare, country_of("DE")) if f.code.endswith("content_missing"))
    assert (gap.severity, gap.params["source_sv"]) == ("gap", "BGB §§ 57–58")


def test_finland_lets_any_chair_break_a_tie_in_a_matter_and_sweden_has_no_law():
    law = law_of("FI")

    assert (law.tie_matter_open, law.tie_election, law.tie_matter_secret) == (
        "any_chair_then_lot",
        "lot",
        None,
    )
    assert law.source("tie_matter_open") == ("föreningslagen 503/1989", "the Associations Act 503/1989")
    assert law_of("SE").to_json() == law_of("DE").to_json() == {}


def test_the_public_site_offers_every_country(client, db):
    found = client.get("/api/countries", **PUBLIC).json()

    assert [one["code"] for one in found] == list(COUNTRIES)
    german = found[-2]
    assert (german["constituting"], german["notary"]) == ("Gründungsversammlung", True)
    assert german["papers"][0].keys() == {"sv", "en"}
    assert {s["basis"] for s in german["statements"]} == {"source", "common"}


def test_a_sign_up_keeps_its_country_and_refuses_one_there_is_no_pack_for(client, db):
    wish = {
        "name": "Verein Kiel", "slug": "verein-kiel", "country": "DE", "language": "en",
        "contact_name": "Anna Hed", "contact_email": "anna@kiel.example",
    }  # fmt: skip
    from tenants.networks.models import SignUp

    made = client.post("/api/sign-ups", wish, content_type="application/json", **PUBLIC)
    wrong = client.post("/api/sign-ups", {**wish, "country": "QQ"}, content_type="application/json", **PUBLIC)

    assert (made.status_code, wrong.status_code) == (201, 400)
    assert SignUp.objects.get(pk=made.json()["id"]).country == "DE"


def test_an_association_reads_its_own_country(in_alfa, client_of):
    from kernel.tenancy import hosts

    hosts.forget()
    Network.objects.filter(pk=in_alfa.pk).update(country="FI")
    try:
        assert client_of(in_alfa).get("/api/country").json()["code"] == "FI"
    finally:
        hosts.forget()
