"""The pages' words, Swedish and English."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "banner": "Inga riktiga pengar. Det här är en låtsad betalsida för demonstration och prov.",
        "to": "Betala till", "amount": "Att betala", "how": "Hur ska betalningen gå?",
        "card": "Kort: betalningen går igenom", "declined": "Kort: banken säger nej",
        "three_d_secure": "Kort: banken vill att du legitimerar dig", "swish": "Swish",
        "said_no": "Banken sade nej. Inget har dragits. Välj ett annat sätt.",
        "secure": "Banken frågar om det är du", "approve": "Ja, det är jag", "deny": "Avbryt",
        "paid": "Betalt", "paid_text": "Betalningen är gjord. Du kan stänga sidan.",
        "gone": "Sidan gäller inte längre", "gone_text": "Gå tillbaka till fakturan och börja om.",
        "missing": "Sidan finns inte",
        "back": "Tillbaka utan att betala",
        "saves": "Kortet sparas för kommande avgifter.",
        "connect": "Föreningens uppgifter",
        "connect_text": "Stripe frågar här efter organisationsnummer, bankkonto "
        "och vem som företräder föreningen. Här fylls allt i åt dig.",
        "fill": "Fyll i och gå tillbaka",
        "bank": "Bankens och betalarnas bord", "payout": "Gör utbetalning till bankkontot",
        "dispute": "Bestrid",
        "won": "Bestridandet: föreningen får rätt",
        "lost": "Bestridandet: betalaren får rätt",
        "nothing": "Inga betalningar än.",
    },
    "en": {
        "banner": "No real money. This is a make-believe pay page for demonstration and tests.",
        "to": "Pay to", "amount": "To pay", "how": "How should the payment go?",
        "card": "Card: the payment goes through", "declined": "Card: the bank says no",
        "three_d_secure": "Card: the bank asks you to identify yourself", "swish": "Swish",
        "said_no": "The bank said no. Nothing was charged. Choose another way.",
        "secure": "The bank asks whether it is you", "approve": "Yes, it is me", "deny": "Cancel",
        "paid": "Paid", "paid_text": "The payment is done. You can close the page.",
        "gone": "This page is no longer valid", "gone_text": "Go back to the invoice and start again.",
        "missing": "There is no such page",
        "back": "Back without paying",
        "saves": "The card is kept for coming fees.",
        "connect": "The association’s details",
        "connect_text": "Stripe asks here for organisation number, "
        "bank account and who represents the association. Here everything is filled in for you.",
        "fill": "Fill in and go back",
        "bank": "The bank’s and the payers’ desk", "payout": "Pay out to the bank account",
        "dispute": "Dispute",
        "won": "The dispute: the association is right",
        "lost": "The dispute: the payer is right",
        "nothing": "No payments yet.",
    },
}  # fmt: skip
