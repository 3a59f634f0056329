"""Money and VAT in words. Amounts in öre; spaces inside an amount do not break."""

from __future__ import annotations

from billing.invoices.enums import PERCENT, Vat

SPACE = "\u00a0"


def figures(ore: int, lang: str, *, always_ore: bool = False) -> str:
    """``2 827,40`` or ``2,827.40``; without öre when there are none, unless in a table."""
    whole, rest = divmod(abs(ore), 100)
    grouped = f"{whole:,}"
    minus = "\u2212" if ore < 0 else ""
    if lang == "sv":
        grouped, point = grouped.replace(",", SPACE), ","
    else:
        point = "."
    return f"{minus}{grouped}{point}{rest:02}" if rest or always_ore else f"{minus}{grouped}"


def kronor(ore: int, lang: str = "sv") -> str:
    """``4 000 kr`` or ``SEK 4,000``."""
    return f"{figures(ore, lang)}{SPACE}kr" if lang == "sv" else f"SEK{SPACE}{figures(ore, lang)}"


def about_vat(treatment: Vat, *, net: int, citation: str, lang: str) -> str:
    """What the invoice says about one treatment of VAT on it (ML 2023:200 17 kap. 24 §)."""
    by = (f", {citation}" if citation else "") + "."
    if treatment is Vat.NOT_SUBJECT:
        return ("Inte momspliktig" if lang == "sv" else "Not subject to VAT") + by
    if treatment is Vat.EXEMPT:
        return ("Undantagen från moms" if lang == "sv" else "Exempt from VAT") + by
    percent = PERCENT[treatment]
    if lang == "sv":
        return f"Moms {percent}{SPACE}% på {figures(net, lang, always_ore=True)}{SPACE}kr{by}"
    return f"VAT {percent}{SPACE}% on SEK{SPACE}{figures(net, lang, always_ore=True)}{by}"
