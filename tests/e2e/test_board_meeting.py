"""The association is founded, and its board holds its own first meeting in the browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from config.stories import afterwards
from tests.e2e.founding import AHMED, KARIN, LISA, SOFIA, email_of, found
from tests.e2e.looking import look
from tests.e2e.screen import DESK, PHONE, Screen
from tests.e2e.test_minutes_signed import signs

CHOSEN = {
    "treasurer": SOFIA, "secretary": LISA, "vice_chair": AHMED, "meeting_secretary": LISA, "adjuster": AHMED,
}  # fmt: skip


PROJECTOR, THANKS = "Köp av projektor", "Tack till mötesfunktionärerna"
THANKED = "Styrelsen beslutade\natt tacka alla som höll i det konstituerande mötet."


@pytest.fixture
def founded(association: Any) -> Any:
    """Everything is decided by acclamation, with its effects, and the constituting meeting is over."""
    found(association)
    return association


def test_the_board_is_called_meets_and_the_association_shows_who_signs_by_which_decision(founded, screens):
    karin = screens(founded.origin, name="karin")
    karin.sign_in(email_of(KARIN), founded.post, to="/forening")
    karin.wait_for_text("Du är ordförande", "Fyra beslut gör en förening", "Alla fyra är fattade")
    karin.wait_for_text("nämner inga namn på dem som tecknar firman")
    _look_at(karin, "association-before")

    karin.page.get_by_role("link", name="Kalla styrelsen till konstituerande möte").click()
    karin.wait_for_text("Uppdrag i styrelsen")
    karin.press("Kalla styrelsen")
    karin.wait_for_text("Fyll i")
    for field, name in CHOSEN.items():
        karin.page.locator(f"select[name={field}]").select_option(name)
    karin.page.locator("input[name=bank]").fill("Sparbanken Öland")
    karin.page.get_by_role("radio", name="På två rader").check()
    karin.press("Kalla styrelsen")
    karin.wait_for_text("Skriv hur mycket av avgiften som är medlemsavgift.")
    karin.page.get_by_label("Medlemsavgift, kronor").fill("500")
    _look_at(karin, "calling")
    karin.press("Kalla styrelsen")

    karin.wait_for_text("Vid bordet", "0 av 4 är här")
    karin.press("Alla är här")
    karin.wait_for_text("4 av 4 är här")
    _adds(karin, PROJECTOR, "köpa en projektor för högst 8 000 kronor")
    karin.wait_for_text("§ 10 Köp av projektor")
    _look_at(karin, "table")
    karin.press("Öppna mötet")
    karin.wait_for_text("Ordföranden har öppnat mötet")
    _hold(karin)
    karin.wait_for_text("Mötet avslutades")
    _look_at(karin, "closed")

    karin.page.locator("main").get_by_role("link", name="Föreningen", exact=True).click()
    karin.wait_for_text("Sofia Lindahl", "Kassör", "två i förening", "§ 5, Konstituerande styrelsemöte")
    karin.wait_for_text("Allt är i ordning för ansökan hos Skatteverket")
    _look_at(karin, "association-after")
    karin.page.get_by_role("radio", name="Verkan").check()
    karin.wait_for_text("Följer av", "Kassör: Sofia Lindahl")
    karin.wait_for_text("Av avgiften faktureras högst 500 kr som medlemsavgift utan moms")

    seen = founded.signed_in(SOFIA, email_of(SOFIA))
    assert seen.ask("GET", "/api/session")["roles"] == ["board", "treasurer"]
    shown = seen.ask("GET", "/api/association")
    assert shown["signatories"]["mode"] == "jointly"
    assert [one["obstacles"] for one in shown["registration"]] == [[]] * 6


def _adds(karin: Screen, title: str, proposal: str = "") -> None:
    karin.press("Lägg till ett ärende")
    karin.page.get_by_label("Ärende", exact=True).fill(title)
    karin.page.get_by_label("Förslag till beslut").fill(proposal)
    karin.press("Ta upp ärendet")
    karin.wait_for_text(f"{title} står på dagordningen.")


def _hold(karin: Screen) -> None:
    """§ by §: two presses each, and one for those where nothing is decided. A matter comes up meanwhile."""
    last = 14
    for no in range(2, last + 1):
        karin.press("Gå till")
        karin.wait_for_text(f"§ {no}")
        if no == 5:
            karin.wait_for_text("ordföranden Karin Thorell och kassören Sofia Lindahl, två i förening")
            _look_at(karin, "item")
        if no == 6:
            _adds(karin, THANKS)
            _adds(karin, "Fel ärende")
            karin.page.get_by_role("button", name="Ta bort Fel ärende").click()
            expect(karin.page.get_by_text("Fel ärende")).to_have_count(0)
            _look_at(karin, "own-matters")
        if no == 10:
            karin.wait_for_text("att köpa en projektor för högst 8 000 kronor.")
        if no == 11:
            karin.wait_for_text(THANKS)
            karin.page.get_by_label("Beslutets ord").fill(THANKED)
        if no < last:
            karin.press("Besluta")
            karin.wait_for_text("Beslutat kl.")
    karin.press("Avsluta mötet")


@pytest.mark.timeout(600)  # three people, and every screen looked at
def test_the_boards_minutes_are_signed_in_the_browser_by_those_the_board_chose(founded, screens, tmp_path):
    """Lisa wrote them, Karin led, Ahmed adjusts; and anybody can check a copy."""
    meeting = _held(founded)
    three = {
        name: screens(founded.origin, name=name, size=size)
        for name, size in ((LISA, DESK), (KARIN, DESK), (AHMED, PHONE))
    }
    to = f"/protokoll/mote/{meeting}"
    for name, screen in three.items():
        screen.sign_in(email_of(name), founded.post, to=to)
        screen.wait_for_text("Konstituerande styrelsemöte", "Styrelsen beslutade")
        expect(screen.page.get_by_role("table").first).to_contain_text(AHMED)
    lisa, ahmed = three[LISA], three[AHMED]

    _look_at(lisa, "minutes-draft")
    lisa.press("Lås texten")
    lisa.wait_for_text("Version 1. 0 av 3 har godkänt")
    for screen in three.values():
        screen.page.reload()
        screen.press("Godkänn version 1")
        screen.wait_for_text("godkänd av alla" if screen is ahmed else "Du har godkänt version 1")
    _look_at(ahmed, "minutes-approved")
    for name, screen in three.items():
        signs(screen, email_of(name), founded)
    lisa.page.reload()
    lisa.wait_for_text("Justerat och undertecknat")
    _look_at(lisa, "minutes-signed")
    ahmed.page.reload()
    ahmed.wait_for_text("Justerat och undertecknat")
    _look_at(ahmed, "minutes-signed")

    pdf = tmp_path / "styrelsen.pdf"
    with lisa.page.expect_download() as got:
        lisa.page.get_by_role("link", name="Hämta PDF").first.click()
    got.value.save_as(pdf)
    assert afterwards.valid_signatures(pdf.read_bytes()) in {3, None}
    anybody = screens(founded.origin, name="anybody")
    anybody.page.goto("/kontrollera")
    anybody.page.locator("input[type=file]").set_input_files(pdf)
    anybody.wait_for_text("Filen är oförändrad", "3 av 3 underskrifter finns i filen", KARIN, LISA, AHMED)
    _look_at(anybody, "minutes-checked")


def _held(founded: Any) -> str:
    """The board's first meeting over HTTP: everybody at the table, each item as it was prepared."""
    karin = founded.signed_in(KARIN, email_of(KARIN))
    chosen = {**CHOSEN, "bank": "Sparbanken Öland"}
    called = karin.ask("POST", "/api/board-meetings", {"choices": chosen})
    home = f"/api/board-meetings/{called['id']}"
    venue = karin.ask("GET", f"/api/meetings/{called['id']}")["venues"][0]["id"]
    here = [{"seat": seat["id"], "venue": venue} for seat in called["seats"]]
    karin.ask("PUT", f"{home}/table", {"here": here})
    for item in karin.ask("POST", f"{home}/open")["items"]:
        if item["no"] > 1:
            karin.ask("POST", f"{home}/items/{item['no']}/start")
        if item["asks"]:
            karin.ask("POST", f"{home}/items/{item['no']}/decide", {})
    karin.ask("POST", f"{home}/close")
    return str(called["id"])


def test_an_organisation_asks_for_membership_and_the_board_answers_it(founded, screens):
    """Two ask, one on a phone; one is let in and the other reads why not."""
    chair = founded.signed_in(KARIN, email_of(KARIN))
    afterwards.hold(chair, chair.ask("POST", "/api/board-meetings", {"choices": CHOSEN}))
    first, second = founded.delegates[:2]
    phone = screens(founded.origin, name="applicant", size=PHONE)
    phone.sign_in(first.email, founded.post, to="/forening")
    phone.wait_for_text("Medlemskap", "inte medlem i föreningen")
    phone.press("Ansök om medlemskap")
    phone.wait_for_text("Styrelsen prövar ansökan på sitt nästa möte")
    _look_at(phone, "asked-phone")
    other = founded.signed_in(second.row["ombud"], second.email)
    other.ask("POST", "/api/my-membership/application")

    karin = screens(founded.origin, name="karin-admits")
    karin.take_session(chair)
    karin.page.goto("/forening")
    karin.wait_for_text("2 ansökningar om medlemskap väntar")
    karin.page.get_by_role("link", name="Kalla styrelsen till möte").click()
    karin.wait_for_text("Ordinarie: ansökningar om medlemskap, 2 väntar")
    for field in ("meeting_secretary", "adjuster"):
        karin.page.locator(f"select[name={field}]").select_option(CHOSEN[field])
    karin.press("Kalla styrelsen")
    karin.wait_for_text("2 ansökningar om medlemskap", second.registration["member"]["name"])
    answer = karin.page.get_by_label(f"Svar till {second.registration['member']['name']}")
    answer.select_option("refuse")
    karin.press("Spara svaren")
    karin.wait_for_text("Ett avslag ska motiveras")
    karin.page.get_by_label("Motivering, som den sökande får läsa").fill("Utanför ändamålet i § 2.")
    karin.press("Spara svaren")
    karin.page.get_by_role("button", name="Spara svaren").wait_for(state="detached")
    _look_at(karin, "applications")
    _answered_at_the_meeting(karin, answer)

    phone.page.reload()
    phone.wait_for_text("Medlem sedan")
    assert other.ask("GET", "/api/my-membership")["application"]["reason"] == "Utanför ändamålet i § 2."


def _answered_at_the_meeting(karin: Screen, answer: Any) -> None:
    karin.press("Alla är här")
    karin.wait_for_text("4 av 4 är här")
    karin.press("Öppna mötet")
    for no in range(2, 7):
        karin.press("Gå till")
        karin.wait_for_text(f"§ {no}")
        if no == 4:
            karin.wait_for_text("att anta", "att avslå ansökan från")
            answer.select_option("wait")
            karin.wait_for_text("Spara svaren först")
            decide = karin.page.get_by_role("button", name="Besluta")
            assert decide.get_attribute("aria-disabled") == "true"
            answer.select_option("refuse")
            karin.press("Spara svaren")
            karin.page.get_by_role("button", name="Spara svaren").wait_for(state="detached")
            _look_at(karin, "admissions")
        if no < 6:
            karin.press("Besluta")
            karin.wait_for_text("Beslutat kl.")
    karin.press("Avsluta mötet")
    karin.wait_for_text("Mötet avslutades")


def test_a_member_reads_the_meeting_afterwards_on_a_phone(founded, screens):
    delegate = founded.hall[0]
    phone = screens(founded.origin, name="member", size=PHONE)
    phone.sign_in(delegate.email, founded.post, to="/forening")
    phone.wait_for_text("Mötet efteråt", "Två i förening")
    _look_at(phone, "association-phone")
    phone.page.get_by_role("region", name="Mötet efteråt").get_by_role("link").click()
    phone.wait_for_text("Vad som beslutades", "Föreningen är bildad", "Styrelsen som valdes", "Dina kvitton")
    _look_at(phone, "afterwards-phone")


def test_anybody_sees_the_association_on_the_front_page(founded, screens):
    guest = screens(founded.origin, name="guest")
    guest.page.goto("/")
    guest.wait_for_text("Karin Thorell, ordförande", "Förening sedan")
    _look_at(guest, "public")


def _look_at(screen: Screen, name: str) -> None:
    seen = look(screen)
    screen.save(f"board-{name}")
    assert (seen.axe, seen.sideways) == ([], []), name
