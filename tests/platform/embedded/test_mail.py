"""What is sent can be read, by a person and by tests, and nothing in a letter can run."""

import json
import smtplib
import threading
import time
import urllib.error
import urllib.request
from email.message import EmailMessage

import pytest

from embedded.mail import Mail
from embedded.mail.store import Store

INVITATION = b"BEGIN:VCALENDAR\r\nSUMMARY:Konstituerande m\xc3\xb6te\r\nEND:VCALENDAR\r\n"
NASTY = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def catcher(tmp_path_factory):
    mail = Mail(tmp_path_factory.mktemp("m") / "mail")
    mail.start()
    yield mail
    mail.stop()


def letter(to="anna@example.se", subject="Din kod", text="Koden är 123456.", html="", name="mote.ics"):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Stadga <no-reply@localhost>", to, subject
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    message.add_attachment(INVITATION, maintype="text", subtype="calendar", filename=name)
    return message


def send(mail, message, to=None):
    port = int(mail.url.rpartition(":")[2])
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.send_message(message, to_addrs=to)


def get(mail, path, headers=None):
    request = urllib.request.Request(
        mail.web_url.replace("localhost", "127.0.0.1") + path, headers=headers or {}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read(), answer.headers


def letters(mail, query=""):
    return json.loads(get(mail, "/api/letters" + query)[0])


def test_a_letter_comes_back_with_its_attachment(catcher):
    before = letters(catcher)["last_id"]

    send(catcher, letter(to="Eva@Example.se", subject="Välkommen – § 5"))

    [found] = letters(catcher, f"?to=eva@example.se&after={before}")["letters"]
    assert found["subject"] == "Välkommen – § 5"
    assert found["to"] == ["Eva@Example.se"]
    assert found["text"] == "Koden är 123456.\n"
    [file] = found["attachments"]
    assert (file["name"], file["type"], file["size"]) == ("mote.ics", "text/calendar", len(INVITATION))
    body, headers = get(catcher, file["url"])
    assert body == INVITATION
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''mote.ics"


def test_hidden_recipients_are_found_by_the_envelope(catcher):
    send(catcher, letter(to="list@example.se"), to=["hidden@example.se"])

    assert [found["to"] for found in letters(catcher, "?to=hidden@example.se")["letters"]] == [
        ["hidden@example.se"]
    ]


def test_newest_first_and_only_what_came_after(catcher):
    send(catcher, letter(to="order@example.se", subject="first"))
    send(catcher, letter(to="order@example.se", subject="second"))

    newest, oldest = letters(catcher, "?to=order@example.se")["letters"]

    assert (newest["subject"], oldest["subject"]) == ("second", "first")
    assert [x["id"] for x in letters(catcher, f"?to=order@example.se&after={oldest['id']}")["letters"]] == [
        newest["id"]
    ]


def test_a_reader_can_wait_for_the_letter(catcher):
    later = threading.Timer(0.2, send, [catcher, letter(to="patient@example.se")])
    later.start()
    started = time.monotonic()

    [found] = letters(catcher, "?to=patient@example.se&wait=10")["letters"]

    assert found["to"] == ["patient@example.se"]
    assert time.monotonic() - started < 5


def test_nothing_in_a_letter_becomes_markup(catcher):
    send(
        catcher,
        letter(
            to="nasty@example.se",
            subject=NASTY,
            text=f'{NASTY} https://localhost/?a=1&b="2 javascript:alert(1)',
            html=f"<p>Hej</p>{NASTY}",
            name=f"{NASTY}.ics",
        ),
    )
    [found] = letters(catcher, "?to=nasty@example.se")["letters"]

    page, headers = get(catcher, f"/letters/{found['id']}")
    index, _ = get(catcher, "/?to=%22%3E%3Cscript%3E")
    whole, _ = get(catcher, "/")

    for text in (page.decode(), index.decode(), whole.decode()):
        assert "<script>alert" not in text
        assert '"><script>' not in text
        assert text.count("<script>") == 1  # ours, known to the policy by its hash
    assert 'href="https://localhost/?a=1&amp;b="' in page.decode()
    assert 'href="javascript' not in page.decode()
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_a_letters_own_html_is_shown_where_nothing_runs(catcher):
    send(catcher, letter(to="html@example.se", html=f"<p>Hej</p>{NASTY}"))
    [found] = letters(catcher, "?to=html@example.se")["letters"]

    page, _ = get(catcher, f"/letters/{found['id']}")
    _, headers = get(catcher, f"/letters/{found['id']}/html")

    assert '<iframe sandbox="allow-popups allow-popups-to-escape-sandbox"' in page.decode()
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-popups")
    assert "allow-scripts" not in policy
    assert "script-src" not in policy  # default-src 'none' holds


def test_a_strangers_host_name_gets_no_letters(catcher):
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(catcher, "/api/letters", {"Host": "evil.example:8025"})

    assert refused.value.code == 421
    assert b"123456" not in refused.value.read()


@pytest.mark.parametrize(
    "path", ["/letters/999999", "/letters/x", "/nowhere", "/api/letters/999999", "/letters/1/attachments/99"]
)
def test_what_is_not_there_is_404(catcher, path):
    send(catcher, letter())
    with pytest.raises(urllib.error.HTTPError) as missing:
        get(catcher, path)

    assert missing.value.code == 404


def test_the_page_speaks_swedish_to_swedes(catcher):
    assert b"lang=sv" in get(catcher, "/", {"Accept-Language": "sv-SE,sv;q=0.9"})[0]
    assert b"lang=en" in get(catcher, "/", {"Accept-Language": "de"})[0]


def test_letters_outlive_a_restart(tmp_path):
    mail = Mail(tmp_path / "mail")
    mail.start()
    address = mail.url
    send(mail, letter(to="kept@example.se"))
    mail.stop()

    mail.start()
    try:
        assert mail.url == address
        assert len(letters(mail, "?to=kept@example.se")["letters"]) == 1
    finally:
        mail.stop()


def test_only_the_newest_stay(tmp_path):
    store = Store(tmp_path, keep=3)
    for number in range(5):
        store.add(sender="a@b", recipients=["c@d"], source=f"Subject: {number}\r\n\r\n".encode())

    again = Store(tmp_path, keep=3)

    for kept in (store, again):
        assert [x.subject for x in kept.find()] == ["4", "3", "2"]
    assert len(list(tmp_path.glob("*.eml"))) == 3
    assert again.add(sender="a@b", recipients=["c@d"], source=b"") == 6


def test_a_broken_letter_is_kept_and_shown(tmp_path):
    store = Store(tmp_path)
    store.add(sender="", recipients=[], source=b"Content-Type: text/plain; charset=nonsense\r\n\r\n\xff\xfe")

    [found] = store.find()

    assert found.subject == ""
    assert "\ufffd" in found.text
