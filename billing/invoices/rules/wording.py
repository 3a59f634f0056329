"""VAT in words. Spaces inside an amount do not break."""

from __future__ import annotations

from billing.invoices.enums import PERCENT, Vat
from kernel.money import SPACE, money


def about_vat(treatment: Vat, *, net: int, citation: str, lang: str, currency: str) -> str:
    """What the invoice says about one treatment of VAT on it (ML 2023:200 17 kap. 24 §)."""
    by = (f", {citation}" if citation else "") + "."
    if treatment is Vat.NOT_SUBJECT:
        return ("Inte momspliktig" if lang == "sv" else "Not subject to VAT") + by
    if treatment is Vat.EXEMPT:
        return ("Undantagen från moms" if lang == "sv" else "Exempt from VAT") + by
    percent = PERCENT[treatment]
    base = money(net, lang, currency=currency, always_coins=True)
    if lang == "sv":
        return f"Moms {percent}{SPACE}% på {base}{by}"
    return f"VAT {percent}{SPACE}% on {base}{by}"
