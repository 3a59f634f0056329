"""Writes camt documents in the two shapes that banks send, from plain dictionaries."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr


def document(entries, *, kind="054", version="02", iban="SE3550000000054910000003", balances=(), count=None):
    message = {"053": ("BkToCstmrStmt", "Stmt"), "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn")}[kind]
    summary = (
        f"<TxsSummry><TtlNtries><NbOfNtries>{count}</NbOfNtries></TtlNtries></TxsSummry>" if count else ""
    )
    body = "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='SEK'>{amount}</Amt>"
        f"<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2017-01-10</Dt></Dt></Bal>"
        for code, amount in balances
    )
    body += summary + "".join(entry(version=version, **values) for values in entries)
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        f"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.{kind}.001.{version}'><{message[0]}>"
        "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2017-01-10T18:00:00</CreDtTm></GrpHdr>"
        f"<{message[1]}><Id>S1</Id><Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>SEK</Ccy></Acct>"
        f"{body}</{message[1]}></{message[0]}></Document>"
    ).encode()


def entry(
    amount,
    *,
    version,
    currency="SEK",
    side="CRDT",
    status="BOOK",
    reversal=False,
    day="2017-01-10",
    ref="B1",
    details=(),
    info="",
):
    said = f"<Cd>{status}</Cd>" if version >= "08" else status
    return (
        f"<Ntry><Amt Ccy={quoteattr(currency)}>{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>"
        f"{'<RvslInd>true</RvslInd>' if reversal else ''}<Sts>{said}</Sts>"
        f"<BookgDt><Dt>{day}</Dt></BookgDt>"
        f"{f'<AcctSvcrRef>{ref}</AcctSvcrRef>' if ref else ''}"
        f"<NtryDtls>{''.join(detail(version=version, **values) for values in details)}</NtryDtls>"
        f"{f'<AddtlNtryInf>{escape(info)}</AddtlNtryInf>' if info else ''}</Ntry>"
    )


def detail(
    *,
    version,
    amount=None,
    ref="",
    ocr=(),
    invoice=(),
    text=(),
    payer="",
    number="",
    account="",
    returned=False,
):
    money = ""
    if amount is not None:
        told = f"<Amt Ccy='SEK'>{amount}</Amt>"
        money = told if version >= "08" else f"<AmtDtls><TxAmt>{told}</TxAmt></AmtDtls>"
    identity = f"<Id><OrgId><Othr><Id>{number}</Id></Othr></OrgId></Id>" if number else ""
    party = f"<Nm>{escape(payer)}</Nm>{identity}"
    party = f"<Pty>{party}</Pty>" if version >= "08" else party
    lines = "".join(f"<Ustrd>{escape(line)}</Ustrd>" for line in text)
    lines += "".join(
        f"<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{one}</Ref></CdtrRefInf></Strd>"
        for one in ocr
    )
    lines += "".join(f"<Strd><RfrdDocInf><Nb>{one}</Nb></RfrdDocInf></Strd>" for one in invoice)
    return (
        f"<TxDtls>{f'<Refs><AcctSvcrRef>{ref}</AcctSvcrRef></Refs>' if ref else ''}{money}"
        f"<RltdPties><Dbtr>{party}</Dbtr>"
        f"<DbtrAcct><Id><Othr><Id>{account}</Id></Othr></Id></DbtrAcct></RltdPties>"
        f"<RmtInf>{lines}</RmtInf>{'<RtrInf/>' if returned else ''}</TxDtls>"
    )
