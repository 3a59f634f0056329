"""Everything around the database: Python, secrets, addresses, Redis, mail, the front end."""

from __future__ import annotations

import os
import smtplib
import socket
import ssl
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import redis

from config import env
from config.doctor import Finding, fix, look, well

SHORTEST_KEY = 40
SECONDS = 5
WITHOUT_REDIS = "sign-ups are not built, letters are not sent, and screens follow a second later"


def python() -> list[Finding]:
    """One that the code was tested on."""
    version = ".".join(map(str, sys.version_info[:3]))
    if (3, 11) <= sys.version_info[:2] < (3, 14):
        return [well("Python", version)]
    return [fix("Python", version, "Use Python 3.11 to 3.13.")]


def secret_key() -> list[Finding]:
    """The key that signs sessions is there and long; it is never shown."""
    length = len(env.text("STADGA_SECRET_KEY"))
    if not length:
        return [
            fix(
                "signing key",
                "STADGA_SECRET_KEY is not set",
                "Set 50 random characters: openssl rand -hex 32.",
            )
        ]
    if length < SHORTEST_KEY:
        return [fix("signing key", f"only {length} characters long", "Set 50 random characters.")]
    return [well("signing key", f"{length} characters")]


def addresses() -> list[Finding]:
    """The base domain and a name below it lead somewhere, and browsers will keep our cookies there."""
    domain = env.text("STADGA_BASE_DOMAIN", "localhost")
    if domain == "localhost":
        return [well("addresses", "localhost: for this machine's browsers alone")]
    findings = []
    example = f"an-association.{domain}"
    if not _resolves(domain):
        findings.append(fix("addresses", f"{domain} has no address", "Add it to the name server."))
    elif not _resolves(example):
        findings.append(fix("addresses", f"{example} has no address", f"Add *.{domain} to the name server."))
    else:
        findings.append(well("addresses", f"{domain} and *.{domain} lead somewhere"))
    if env.text("STADGA_SCHEME", "https") != "https":
        findings.append(
            fix("https", "off: browsers refuse our cookies", "Remove STADGA_SCHEME; end https before us.")
        )
    if env.flag("STADGA_DEBUG"):
        findings.append(fix("debug", "on: errors show how the house is built", "Set STADGA_DEBUG=0."))
    return findings


def clock() -> list[Finding]:
    """Only a demo pretends to live at another time."""
    offset = env.text("STADGA_CLOCK_OFFSET", "0")
    if offset in {"", "0"}:
        return []
    found = f"{offset} s away from the true time (STADGA_CLOCK_OFFSET)"
    if env.text("STADGA_BASE_DOMAIN", "localhost") == "localhost":
        return [look("pretended time", found, "Nothing, if this is a demo.")]
    return [fix("pretended time", found, "Remove STADGA_CLOCK_OFFSET: minutes would bear false times.")]


def redis_server() -> list[Finding]:
    """It carries tasks and nudges; it holds no truth."""
    url = env.text("REDIS_URL")
    if not url:
        return [fix("Redis", f"REDIS_URL is not set: {WITHOUT_REDIS}", "Set redis://:password@host:port/0.")]
    try:
        with redis.Redis.from_url(url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS) as client:
            client.ping()
            about: dict[str, Any] = client.info()
    except (redis.RedisError, OSError, ValueError) as error:
        found = f"not reachable ({type(error).__name__}): {WITHOUT_REDIS}. Votes are taken all the same"
        return [fix("Redis", found, "Start it, or correct REDIS_URL.")]
    name = "Valkey" if about.get("server_name") == "valkey" else "Redis"
    version = about.get("valkey_version") or about.get("redis_version", "")
    policy = about.get("maxmemory_policy", "noeviction")
    if policy != "noeviction":
        return [
            look(
                "Redis",
                f"{name} {version}, drops keys when full ({policy})",
                "Set maxmemory-policy noeviction.",
            )
        ]
    return [well("Redis", f"{name} {version}")]


def mail() -> list[Finding]:
    """The mail server takes our connection, and our password if there is one. Nothing is sent."""
    url = env.text("EMAIL_URL")
    if not url:
        return [fix("mail", "EMAIL_URL is not set: nobody gets a sign-in code", "Set smtp://host:port.")]
    settings, place = env.email(url), urlsplit(url)
    where = f"{place.hostname}:{settings['EMAIL_PORT']}"
    context = ssl.create_default_context()
    try:
        with (
            smtplib.SMTP_SSL(settings["EMAIL_HOST"], settings["EMAIL_PORT"], timeout=SECONDS, context=context)
            if settings["EMAIL_USE_SSL"]
            else smtplib.SMTP(settings["EMAIL_HOST"], settings["EMAIL_PORT"], timeout=SECONDS)
        ) as client:
            if settings["EMAIL_USE_TLS"]:
                client.starttls(context=context)
            if settings["EMAIL_HOST_USER"]:
                client.login(settings["EMAIL_HOST_USER"], settings["EMAIL_HOST_PASSWORD"])
            client.noop()
    except smtplib.SMTPAuthenticationError:
        return [fix("mail", f"{where} refuses our name or password", "Correct EMAIL_URL.")]
    except (smtplib.SMTPException, OSError) as error:
        found = f"{where} does not take our connection ({type(error).__name__}): nobody gets a sign-in code"
        return [fix("mail", found, "Start it, or correct EMAIL_URL.")]
    return [well("mail", f"{where} takes our connection")]


def front_end() -> list[Finding]:
    """The screens were built."""
    default = Path(__file__).resolve().parents[3] / "frontend" / "build"
    folder = Path(os.environ.get("STADGA_FRONT_END", default))
    if (folder / "index.html").is_file():
        return [well("front end", "built")]
    return [fix("front end", f"not in {folder}", "Run make setup, or let STADGA_FRONT_END name its folder.")]


def _resolves(name: str) -> bool:
    try:
        return bool(socket.getaddrinfo(name, 443))
    except OSError:
        return False
