"""``stadga bank-sample``: a file from the bank, made of an association's open invoices, to practise on."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from config.demo_folder import DemoFolder

HELP = "write a BgMax file that pays an association's open invoices, to practise on (beside a running demo)"
NOTHING = 1


def run(arguments: list[str]) -> int:
    """Write the file and say what is in it; 1 when there is nothing to write."""
    parser = argparse.ArgumentParser(prog="stadga bank-sample", description=HELP)
    parser.add_argument("association", help="its slug, such as iec")
    parser.add_argument("--out", type=Path, help="where to write it (default: BgMax-<association>-<day>.txt)")
    options = parser.parse_args(arguments)
    DemoFolder.here().enter()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415  the environment is ready only now

    django.setup()
    return _write(options.association, options.out)


def _write(slug: str, out: Path | None) -> int:
    from billing.invoices.enums import InvoiceKind, InvoiceState  # noqa: PLC0415  needs Django
    from billing.invoices.queries import invoices, local_day, settings  # noqa: PLC0415
    from config.demo_bank import Open, a_day_at_the_bank  # noqa: PLC0415
    from kernel import clock, tenancy  # noqa: PLC0415
    from kernel.money import SEK  # noqa: PLC0415
    from tenants.networks.models import Network  # noqa: PLC0415

    tenancy.go_public()
    network = Network.objects.filter(slug=slug).first()
    if network is None:
        print(f"There is no association {slug}. The demo says which there are.")
        return NOTHING
    with tenancy.inside(network):
        issued = invoices().filter(kind=InvoiceKind.INVOICE.value, state=InvoiceState.ISSUED.value)
        found = issued.filter(balance__gt=0).exclude(ocr="").select_related("member").order_by("number")
        unpaid = [Open(str(one.number), one.ocr, one.balance, one.member.name) for one in found]
        own = settings()
        on, bankgiro = local_day(clock.now()), own.bankgiro
    if own.currency != SEK:
        print(f"{slug} counts in {own.currency}; BgMax is a file of payments in kronor.")
        return NOTHING
    if not unpaid:
        print("No invoice is open. Bill the fees first, as treasurer at /kassa/avgifter.")
        return NOTHING
    content, kinds = a_day_at_the_bank(unpaid, bankgiro=bankgiro, on=on)
    out = out or Path(f"BgMax-{slug}-{on:%Y%m%d}.txt")
    out.write_bytes(content)
    told = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    print(f"{out}: {sum(kinds.values())} payments ({told}). Take it in at /kassa/bank.")
    return 0
