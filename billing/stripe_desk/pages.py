"""The desk's pages for people: pay, identify yourself, onboarding, and the bank's desk. No script."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from billing.stripe_desk.state import Thing
from billing.stripe_desk.wordings import WORDS

POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
STYLE = """
:root { color-scheme: light dark; --ink: light-dark(#1d2327, #eceff1);
  --paper: light-dark(#fbfaf7, #14181b);
  --line: light-dark(#767676, #8a949b); --strong: light-dark(#14532d, #86efac);
  --warn: light-dark(#7c2d12, #fdba74) }
* { box-sizing: border-box } body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.5 system-ui, sans-serif }
.banner { margin: 0; padding: .75rem 1rem; border-bottom: 3px solid var(--warn); color: var(--warn);
  font-weight: 700 }
main { max-width: 34rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 .25rem } .sum { font-size: 2rem; margin: .5rem 0 1rem;
  font-variant-numeric: tabular-nums }
  form { display: grid; gap: .75rem; margin: 1rem 0 }
button { font: inherit; font-weight: 600; min-height: 3rem; padding: .6rem 1rem; text-align: left;
  width: 100%; border: 2px solid var(--line); border-radius: .5rem;
  background: none; color: inherit; cursor: pointer }
button:first-of-type { border-color: var(--strong) } a { color: inherit }
button:focus-visible, a:focus-visible { outline: 3px solid var(--strong); outline-offset: 2px }
.said { padding: .75rem 1rem; border-left: 4px solid var(--warn); margin: 1rem 0 } li { margin: .5rem 0 }
"""


def kronor(amount: int, currency: str) -> str:
    """3 000,00 SEK, with a space that does not break."""
    whole, rest = divmod(amount, 100)
    return f"{whole:,}".replace(",", "\u00a0") + f",{rest:02}\u00a0{currency.upper()}"


def _page(language: str, title: str, inner: str) -> str:
    words = WORDS[language]
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>"
        f'<header><p class="banner">{escape(words["banner"])}</p></header><main>{inner}</main></body></html>'
    )


def _buttons(action: str, choices: Iterable[tuple[str, str]]) -> str:
    inner = "".join(
        f'<button name="how" value="{escape(value)}">{escape(label)}</button>' for value, label in choices
    )
    return f'<form method="post" action="{escape(action)}">{inner}</form>'


def pay(
    language: str, *, seller: str, lines: Iterable[tuple[str, int]], amount: int, currency: str,
    methods: Iterable[str], action: str, back: str, saves: bool, keeps_card: bool, said_no: bool,
) -> str:  # fmt: skip
    """The pay page: who, how much, what for, and the ways it can go."""
    words, kinds = WORDS[language], set(methods)
    choices = [(one, words[one]) for one in ("card", "declined", "three_d_secure") if "card" in kinds]
    choices += [("card_once", words["card_once"])] if keeps_card and "card" in kinds else []
    choices += [(one, words[one]) for one in ("swish", "sepa_debit") if one in kinds]
    listed = "".join(f"<li>{escape(name)} {kronor(cost, currency)}</li>" for name, cost in lines)
    said = f'<p class="said" role="alert">{escape(words["said_no"])}</p>' if said_no else ""
    kept = f"<p>{escape(words['saves'])}</p>" if saves else ""
    away = f'<p><a href="{escape(back)}">{escape(words["back"])}</a></p>' if back else ""
    inner = (
        f"<h1>{escape(words['to'])} {escape(seller)}</h1><ul>{listed}</ul>"
        f'<p class="sum">{kronor(amount, currency)}</p>{said}{kept}<h2>{escape(words["how"])}</h2>'
        + _buttons(action, choices) + away
    )  # fmt: skip
    return _page(language, f"{words['to']} {seller}", inner)


def secure(language: str, action: str) -> str:
    """The bank's question (3-D Secure)."""
    words = WORDS[language]
    choices = [("approve", words["approve"]), ("deny", words["deny"])]
    return _page(language, words["secure"], f"<h1>{escape(words['secure'])}</h1>" + _buttons(action, choices))


def told(language: str, title: str, text: str = "") -> str:
    """One sentence."""
    words = WORDS[language]
    more = f"<p>{escape(words[text])}</p>" if text else ""
    return _page(language, words[title], f"<h1>{escape(words[title])}</h1>{more}")


def connect(language: str, action: str) -> str:
    """The onboarding, done with one button."""
    words = WORDS[language]
    inner = f"<h1>{escape(words['connect'])}</h1><p>{escape(words['connect_text'])}</p>"
    return _page(language, words["connect"], inner + _buttons(action, [("fill", words["fill"])]))


def portal(language: str, *, action: str, back: str, subscriptions: Iterable[tuple[Thing, Thing]]) -> str:
    """Where a customer looks after its subscription: pay what is unpaid, end it, go on."""
    words = WORDS[language]
    inner = f"<h1>{escape(words['portal'])}</h1>"
    for one, invoice in subscriptions:
        choices = []
        if invoice["status"] == "open":
            left = kronor(invoice["amount_remaining"], invoice["currency"])
            choices.append((f"pay:{one['id']}", f"{words['portal_pay']} {left}"))
        if one["status"] != "canceled":
            verb = "go_on" if one["cancel_at_period_end"] else "stop"
            choices.append((f"{verb}:{one['id']}", words[f"portal_{verb}"]))
        inner += f"<h2>{escape(words['state_' + one['status']])}</h2>" + _buttons(action, choices)
    inner += f'<p><a href="{escape(back)}">{escape(words["portal_back"])}</a></p>' if back else ""
    return _page(language, words["portal"], inner)


def renewals(language: str, *, action: str, subscriptions: Iterable[Thing]) -> str:
    """What the bank says to the next period's charge, for each subscription."""
    words, inner = WORDS[language], ""
    for one in subscriptions:
        choices = [(f"{verb}:{one['id']}", words[verb]) for verb in ("renew", "refuse", "give_up")]
        label = f"{one['customer']} {words['state_' + one['status']]}"
        inner += f"<h2>{escape(label)}</h2>" + _buttons(action, choices)
    inner = f"<h1>{escape(words['renewals'])}</h1>" + (inner or f"<p>{escape(words['nothing'])}</p>")
    return _page(language, words["renewals"], inner)


def bank(
    language: str,
    *,
    action: str,
    charges: Iterable[Thing],
    disputes: Iterable[Thing],
    debits: Iterable[Thing],
) -> str:
    """What the bank and the payers can do to one account."""
    words = WORDS[language]
    choices = [(verb, words[verb]) for verb in ("payout", "disconnect")]
    inner = f"<h1>{escape(words['bank'])}</h1>" + _buttons(action, choices)
    for one in debits:
        choices = [(f"{verb}:{one['id']}", words[verb]) for verb in ("debit_pays", "debit_fails")]
        label = f"{kronor(one['amount'], one['currency'])} {one['description'] or ''}"
        inner += f"<h2>{escape(label)}</h2>" + _buttons(action, choices)
    for one in disputes:
        choices = [(f"won:{one['id']}", words["won"]), (f"lost:{one['id']}", words["lost"])]
        inner += f"<h2>{escape(one['id'])}</h2>" + _buttons(action, choices)
    rows = []
    for one in charges:
        label = f"{words['dispute']} {kronor(one['amount'], one['currency'])} {one['description'] or ''}"
        rows.append(_buttons(action, [(f"dispute:{one['id']}", label)]))
    return _page(language, words["bank"], inner + ("".join(rows) or f"<p>{escape(words['nothing'])}</p>"))
