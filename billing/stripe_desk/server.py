"""The desk over HTTP on loopback: the API for the SDK, pages for people, webhooks on their way."""

from __future__ import annotations

import ipaddress
import json
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from billing.stripe_desk import hands, letters, pages, subscribing
from billing.stripe_desk.desk import AnswerLost, Desk
from billing.stripe_desk.problems import Problem
from billing.stripe_desk.state import PLATFORM, Context, Thing
from billing.stripe_desk.wordings import WORDS

PAGE = re.compile(r"/(pay|invoice)/(acct_\w+|platform)/(\w+)(/secure)?")
CONNECT = re.compile(r"/connect/(acct_\w+)")
BANK = re.compile(r"/bank/(acct_\w+)")
PORTAL = re.compile(r"/portal/(bps_\w+)")
RENEWALS = "/bank/platform"
STEP = 0.3
HTML, JSON = "text/html; charset=utf-8", "application/json"
LONGEST = 1_000_000


def serve(desk: Desk, *, host: str, port: int, health: Mapping[str, Any]) -> ThreadingHTTPServer:
    """Answer in threads of our own until ``shutdown`` is called on what this returns."""

    class BoundHandler(Handler):
        pass

    BoundHandler.desk, BoundHandler.health = desk, health
    server = ThreadingHTTPServer((host, port), BoundHandler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    threading.Thread(target=_post_letters, args=(desk,), daemon=True).start()
    return server


def _post_letters(desk: Desk) -> None:
    while True:
        letters.deliver(desk, send, signed_at=lambda: int(time.time()))
        time.sleep(STEP)


def send(url: str, body: bytes, headers: dict[str, str]) -> int:
    """A webhook over the line: its status, 0 when nobody answers."""
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310  set by the demo
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310  set by the demo
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


class Handler(BaseHTTPRequestHandler):
    """One request."""

    desk: Desk
    health: Mapping[str, Any]
    protocol_version = "HTTP/1.1"
    # An answer goes out in one piece and at once: in two, the second waits 40 ms for the first to be heard.
    wbufsize = 1 << 16
    disable_nagle_algorithm = True
    server_version = "Stripe-desk"
    sys_version = ""

    def do_GET(self) -> None:
        """The API, or a page."""
        self._answer("")

    def do_POST(self) -> None:
        """The API, or somebody's hand on a button."""
        length = min(int(self.headers.get("Content-Length") or 0), LONGEST)
        self._answer(self.rfile.read(length).decode(errors="replace"))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the standard library's name
        """Nothing."""

    def _answer(self, body: str) -> None:
        path = urlsplit(self.path).path
        if not _is_local_name(self.headers.get("Host", "")):
            self._send(HTTPStatus.MISDIRECTED_REQUEST, JSON, b"{}")
        elif path == "/api/health":
            self._send(HTTPStatus.OK, JSON, json.dumps(self.health).encode())
        elif path.startswith("/v1/"):
            self._api(body)
        elif self.command == "POST" and not self._is_own_form():
            self._send(HTTPStatus.FORBIDDEN, JSON, b"{}")
        else:
            self._people(path, parse_qs(body).get("how", [""])[0])

    def _api(self, body: str) -> None:
        try:
            status, headers, text = self.desk.answer(
                self.command, self.path, dict(self.headers.items()), body
            )
        except AnswerLost:
            self.close_connection = True  # nobody answers
            return
        self._send(status, JSON, text.encode(), more=headers)

    def _people(self, path: str, how: str) -> None:
        try:
            if match := PAGE.fullmatch(path):
                self._pay(match, how)
            elif match := CONNECT.fullmatch(path):
                self._connect(match[1], how)
            elif match := BANK.fullmatch(path):
                self._bank(match[1], how)
            elif match := PORTAL.fullmatch(path):
                self._portal(match[1], how)
            elif path == RENEWALS:
                self._renewals(how)
            else:
                self._show(pages.told(self._language(), "missing"), HTTPStatus.NOT_FOUND)
        except (Problem, KeyError):
            self._show(pages.told(self._language(), "gone", "gone_text"), HTTPStatus.GONE)

    def _pay(self, match: re.Match[str], how: str) -> None:
        kind, account, number, is_secure = match.groups()
        with self.desk.hand(PLATFORM if account == subscribing.OWN else account) as at:
            thing = at.drawer.get("checkout.session" if kind == "pay" else "invoice", number)
            language = self._language(thing.get("locale"))
            said_no = _done(at, thing, how)
            page = self._page_of(at, thing, language, is_asked=bool(is_secure), said_no=said_no)
        if how == "three_d_secure":
            self._go(f"/{kind}/{account}/{number}/secure")
        elif how == "deny":
            self._go(f"/{kind}/{account}/{number}")
        elif _is_paid(thing) and thing.get("success_url"):
            self._go(thing["success_url"])
        else:
            self._show(page)

    def _page_of(self, at: Context, thing: Thing, language: str, *, is_asked: bool, said_no: bool) -> str:
        if _is_paid(thing):
            return pages.told(language, "paid", "paid_text")
        if thing["status"] != "open":
            return pages.told(language, "gone", "gone_text")
        if _is_on_its_way(at, thing):
            return pages.told(language, "on_its_way", "on_its_way_text")
        if is_asked and not said_no:
            return pages.secure(language, urlsplit(self.path).path)
        is_session = thing["object"] == "checkout.session"
        lines = thing["_lines"] if is_session else [
            {"name": one["description"], "amount": one["amount"]} for one in thing["lines"]["data"]
        ]  # fmt: skip
        methods = (
            thing["payment_method_types"] if is_session else thing["payment_settings"]["payment_method_types"]
        )
        return pages.pay(
            language,
            seller=_seller(at),
            lines=[(one["name"] or "", one["amount"]) for one in lines],
            amount=thing["amount_total"] if is_session else thing["amount_remaining"],
            currency=thing["currency"],
            methods=methods or ["card"],
            action=urlsplit(self.path).path.removesuffix("/secure"),
            back=thing.get("cancel_url") or "",
            saves=is_session and _saves(thing),
            keeps_card=is_session and _keeps_card(thing),
            said_no=said_no or bool(_last_error(at, thing)),
        )

    def _connect(self, account: str, how: str) -> None:
        with self.desk.hand(PLATFORM) as at:
            thing = at.drawer.get("account", account)
            if how == "fill":
                # An account's own events go to those who listen to connected accounts.
                hands.onboard(
                    Context(at.state, at.state.drawer(account), at.now, at.pages, at.api_version), thing
                )
        if how == "fill":
            self._go(thing.get("_return_url", "/"))
        else:
            self._show(pages.connect(self._language(), urlsplit(self.path).path))

    def _bank(self, account: str, how: str) -> None:
        verb, _, number = how.partition(":")
        with self.desk.hand(account) as at:
            if verb == "payout":
                hands.pay_out(at, at.state.drawer(PLATFORM).things[account]["default_currency"])
            elif verb == "disconnect":
                hands.deauthorize(at, at.state.drawer(PLATFORM).things[account])
            elif verb in {"debit_pays", "debit_fails"}:
                paid = at.drawer.get("payment_intent", number)
                (hands.settle_debit if verb == "debit_pays" else hands.fail_debit)(at, paid)
            elif verb == "dispute":
                hands.dispute(at, at.drawer.get("charge", number))
            elif verb in {"won", "lost"}:
                hands.close_dispute(at, at.drawer.get("dispute", number), won=verb == "won")
            charges = [one for one in at.drawer.all("charge", status="succeeded") if not one["disputed"]]
            disputes = at.drawer.all("dispute", status="needs_response")
            path = urlsplit(self.path).path
            debits = at.drawer.all("payment_intent", status="processing")
            page = pages.bank(
                self._language(), action=path, charges=charges, disputes=disputes, debits=debits
            )
            if at.drawer.is_closed:
                page = pages.told(self._language(), "disconnected", "disconnected_text")
        self._go(path) if how else self._show(page)

    def _portal(self, number: str, how: str) -> None:
        """Where a customer of the platform's own looks after its subscription."""
        with self.desk.hand(PLATFORM) as at:
            session = at.drawer.get("billing_portal.session", number)
            for thing in at.drawer.all("subscription", customer=session["customer"]):
                invoice = at.drawer.things[thing["latest_invoice"]]
                if how == f"pay:{thing['id']}" and invoice["status"] == "open":
                    subscribing.pay_invoice(at, invoice)
                elif how in {f"stop:{thing['id']}", f"go_on:{thing['id']}"}:
                    subscribing.stop_at_the_end(at, thing, stops=how.startswith("stop"))
            page = pages.portal(
                self._language(session["locale"]), action=f"/portal/{number}",
                back=session["return_url"] or "",
                subscriptions=[
                    (one, at.drawer.things[one["latest_invoice"]])
                    for one in at.drawer.all("subscription", customer=session["customer"])
                ],
            )  # fmt: skip
        self._go(f"/portal/{number}") if how else self._show(page)

    def _renewals(self, how: str) -> None:
        """What the bank says when the next period of a subscription is charged."""
        verb, _, number = how.partition(":")
        with self.desk.hand(PLATFORM) as at:
            if verb in {"renew", "refuse"}:
                thing = at.drawer.get("subscription", number)
                subscribing.renew(at, thing, says_no=verb == "refuse")
            elif verb == "give_up":
                subscribing.end(at, at.drawer.get("subscription", number))
            live = [one for one in at.drawer.all("subscription") if one["status"] != "canceled"]
            page = pages.renewals(self._language(), action=RENEWALS, subscriptions=live)
        self._go(RENEWALS) if how else self._show(page)

    def _language(self, wanted: str | None = None) -> str:
        asked = wanted if wanted in WORDS else self.headers.get("Accept-Language", "")
        return "en" if str(asked).lower().startswith("en") else "sv"

    def _is_own_form(self) -> bool:
        """A button of ours was pressed, not another page's."""
        origin = self.headers.get("Origin")
        return origin is None or urlsplit(origin).netloc == self.headers.get("Host")

    def _go(self, url: str) -> None:
        self._send(HTTPStatus.SEE_OTHER, HTML, b"", more={"Location": url})

    def _show(self, page: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(status, HTML, page.encode(), more={"Content-Security-Policy": pages.POLICY})

    def _send(self, status: int, kind: str, body: bytes, *, more: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Cache-Control": "no-store", **(more or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _done(at: Context, thing: Thing, how: str) -> bool:
    """What a button does; True when the bank said no."""
    is_session = thing["object"] == "checkout.session"
    if how in {"card", "swish", "sepa_debit", "approve"}:
        _pay(at, thing, "card" if how == "approve" else how)
    if how == "card_once" and is_session and _keeps_card(thing):
        _pay(at, thing, "card")
        hands.refuse_later(at, thing)
    if how in {"declined", "deny"} and _subscribes(thing):
        thing["_declined"] = True
        return True
    if how in {"declined", "deny"}:
        intent = hands.intent_of(at, thing) if is_session else hands.intent_of_invoice(at, thing)
        hands.fail_intent(at, intent)
        return True
    return False


def _pay(at: Context, thing: Thing, method: str) -> None:
    if _subscribes(thing):
        subscribing.pay(at, thing)
    elif thing["object"] == "checkout.session":
        hands.pay_session(at, thing, method)
    elif thing.get("parent"):
        subscribing.pay_invoice(at, thing)
    else:
        hands.pay_invoice(at, thing, method)


def _subscribes(thing: Thing) -> bool:
    return bool(thing.get("mode") == "subscription")


def _saves(session: Thing) -> bool:
    return _subscribes(session) or _keeps_card(session)


def _keeps_card(session: Thing) -> bool:
    return not _subscribes(session) and bool(session["_intent_data"].get("setup_future_usage"))


def _seller(at: Context) -> str:
    if not at.drawer.account:
        return "Stadga"
    account = at.state.drawer(PLATFORM).things[at.drawer.account]
    return account["business_profile"]["name"] or "Stripe"


def _last_error(at: Context, thing: Thing) -> Thing | None:
    if _subscribes(thing):
        return thing if thing["_declined"] else None
    if thing["object"] == "checkout.session":
        intent = at.drawer.things.get(thing["payment_intent"] or "")
    else:
        intent = hands.intent_of_invoice(at, thing)
    return intent["last_payment_error"] if intent else None


def _is_on_its_way(at: Context, thing: Thing) -> bool:
    """An invoice that the payer's bank has been asked to pay."""
    if thing["object"] != "invoice" or thing.get("parent"):
        return False
    return bool(hands.intent_of_invoice(at, thing)["status"] == "processing")


def _is_paid(thing: Thing) -> bool:
    return thing["status"] in {"complete", "paid"}


def _is_local_name(host: str) -> bool:
    """A name that no stranger's name server can point here."""
    name = (urlsplit("//" + host).hostname or "").lower()
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return "." not in name or name.endswith(".localhost")
