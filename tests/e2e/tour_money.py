"""The tour past the money: the treasurer's screens with something on each, the member's, the board's."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING, Any

import httpx

from tests.billing.standards.bgmax_files import BgMax
from tests.e2e.association import Association
from tests.e2e.founding import KARIN, SOFIA, email_of, with_fees
from tests.e2e.screen import PHONE

if TYPE_CHECKING:
    from tests.e2e.tour import Tour

STATIONS = [
    "money desk", "dues", "invoices", "invoice", "invoice, paid online", "new invoice", "bank, queue",
    "bank, file", "online payments", "reminders", "reports", "a member's account", "books", "voucher",
    "invoice settings", "own invoices", "pay page", "subscription",
]  # fmt: skip
SELLER = {
    "org_number": "802999-0010", "town": "Kalmar", "bankgiro": "999-0003", "email": "kassor@iec.example",
}  # fmt: skip


def walk(tour: Tour) -> None:
    """Twenty members billed; of them one has paid by card, one by bank, one too much, one in part."""
    here = Association(tour.server)
    with_fees(here)
    treasurer = here.signed_in(SOFIA, email_of(SOFIA))
    member = here.hall[0]
    here.sign_in_all([member])
    rows = _billed(treasurer)
    paid = next(one for one in rows if one["member"] == member.registration["member"]["id"])
    others = [one for one in rows if one is not paid]
    file = _bank_file(treasurer, others)
    _paid_by_card(treasurer, paid)
    _past_the_treasurers(tour, here, treasurer, paid, others, file)
    own = tour._screen(here.origin, "member", size=PHONE).take_session(member.person)
    own.page.goto("/fakturor")
    tour._stop("own invoices", own, paid["number"], "Kontoutdrag")
    guest = tour._screen(here.origin, "payer", size=PHONE)
    guest.page.goto(treasurer.ask("GET", f"/api/invoices/{others[5]['id']}")["pay_path"])
    tour._stop("pay page", guest, others[5]["number"], "Betala med kort eller Swish")
    chair = tour._screen(here.origin, "board").take_session(here.signed_in(KARIN, email_of(KARIN)))
    chair.page.goto("/forening/abonnemang")
    tour._stop("subscription", chair, "Ta med er uppgifterna", "Allt i en fil")


def _past_the_treasurers(
    tour: Tour, here: Association, treasurer: Any, paid: Any, others: Any, file: str
) -> None:
    desk = tour._screen(here.origin, "treasurer").take_session(treasurer)
    voucher = treasurer.ask("GET", "/api/books/vouchers?year=2017&q=Betalning")["rows"][0]["id"]
    for station, path, words in (
        ("money desk", "/kassa", ["Det här behöver dig i dag", "Så står avgifterna"]),
        ("dues", "/kassa/avgifter", ["Avgifter 2017", "Redan fakturerade"]),
        ("invoices", "/kassa/fakturor", [paid["number"]]),
        ("invoice", f"/kassa/faktura/{others[2]['id']}", ["Vad du kan göra", "Peppol"]),
        ("invoice, paid online", f"/kassa/faktura/{paid['id']}", ["Betalningar genom Stripe"]),
        ("new invoice", "/kassa/faktura/ny", ["faktura"]),
        ("bank, queue", "/kassa/bank", ["Okänd Givare"]),
        ("bank, file", f"/kassa/bank/{file}", ["BgMax.txt"]),
        ("online payments", "/kassa/betalningar", ["Stripe"]),
        ("reminders", "/kassa/paminnelser", ["Påminnelser"]),
        ("reports", "/kassa/rapporter", ["Medlemmars saldon", others[2]["member_name"]]),
        ("a member's account", f"/kassa/rapporter?medlem={paid['member']}", [paid["member_name"], "Faktura"]),
        ("books", "/kassa/bokforing", ["Kontoplan och saldon", "Verifikationer", "Betalning av faktura"]),
        ("voucher", f"/kassa/bokforing?verifikation={voucher}", ["Bokfört", "Kommer av"]),
        ("invoice settings", "/kassa/installningar", ["Bankgiro"]),
    ):
        desk.page.goto(path)
        tour._stop(station, desk, *words)


def _billed(treasurer: Any) -> list[Any]:
    """Everybody who is to be, through the run."""
    treasurer.ask("PATCH", "/api/invoices/settings", SELLER)
    treasurer.ask("POST", "/api/payments/account")
    questions = treasurer.ask("POST", "/api/payments/account/onboarding", {"back_to": "/"})["url"]
    httpx.post(questions, data={"how": "fill"}, timeout=30)
    treasurer.ask("GET", "/api/payments/account/onboarding")
    waiting = treasurer.ask("GET", "/api/dues")["waiting"]
    schedule = treasurer.ask("POST", "/api/dues", {"decision": waiting[0]["decision"]})
    run = {"key": str(uuid.uuid4()), "on": treasurer.ask("GET", "/api/reminders")["today"]}
    treasurer.ask("POST", f"/api/dues/{schedule['id']}/runs", run)
    return _until(lambda: _rows_of(treasurer, 20))


def _rows_of(treasurer: Any, count: int) -> list[Any]:
    found = treasurer.ask("GET", "/api/invoices")["rows"]
    return found if len(found) == count else []


def _bank_file(treasurer: Any, others: list[Any]) -> str:
    """One pays right, one too much, one a part, and nobody knows the fourth."""
    whole = [treasurer.ask("GET", f"/api/invoices/{one['id']}") for one in others[:3]]
    file = BgMax().open()
    for serial, (one, amount) in enumerate(
        ((whole[0], whole[0]["total"]), (whole[1], whole[1]["total"] + 50_000), (whole[2], 100_000)), 201
    ):
        file.pay(one["ocr"], amount, name=one["member_name"], serial=serial)
    file.pay("", 77_700, name="Okänd Givare", serial=299)
    content = file.close(whole[0]["issued_on"].replace("-", "")).bytes()
    sent = {"file": ("BgMax.txt", content, "application/octet-stream")}
    read: dict[str, str] = treasurer.ask("POST", "/api/bank/files", files=sent)
    treasurer.ask("POST", f"/api/bank/files/{read['id']}/booking")
    _until(lambda: treasurer.ask("GET", f"/api/bank/files/{read['id']}")["state"] == "done")
    return read["id"]


def _paid_by_card(treasurer: Any, invoice: Any) -> None:
    page = treasurer.ask("POST", f"/api/payments/invoices/{invoice['id']}/page", {"back_to": "/"})["url"]
    httpx.post(page, data={"how": "card"}, timeout=30)
    treasurer.ask("POST", "/api/payments/catch-up")
    _until(lambda: treasurer.ask("GET", f"/api/invoices/{invoice['id']}")["open"] == 0)


def _until(told: Any) -> Any:
    for _ in range(300):
        if found := told():
            return found
        time.sleep(0.2)
    raise AssertionError("it never came")
