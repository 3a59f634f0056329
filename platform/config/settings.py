"""Settings of every process. Nothing here is secret; what is comes from the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from config import enum_names, env
from kernel import logs

ROOT = Path(__file__).resolve().parents[2]

DEBUG = env.flag("STADGA_DEBUG")
SECRET_KEY = env.text("STADGA_SECRET_KEY")
if not SECRET_KEY:
    if not env.flag("STADGA_WITHOUT_SECRETS"):
        raise SystemExit("STADGA_SECRET_KEY is not set: give 50 random characters")
    SECRET_KEY = "only-for-commands-that-touch-no-data"  # noqa: S105  never used to sign anything

# Where people find us. A tenant lives at <slug>.<base domain>; the base domain is the public site.
BASE_DOMAIN = env.text("STADGA_BASE_DOMAIN", "localhost")
PUBLIC_HOSTS = [BASE_DOMAIN, "www." + BASE_DOMAIN, *filter(None, env.text("STADGA_PUBLIC_HOSTS").split(","))]
ALLOWED_HOSTS = ["*"]  # TenantMiddleware answers 404 for a host where nobody lives
SCHEME = env.text("STADGA_SCHEME", "http" if BASE_DOMAIN == "localhost" else "https")
PORT = env.number("STADGA_PORT", 8000)
ORIGIN_PORT = f":{PORT}" if SCHEME == "http" else ""
LIVE_PORT = env.number("STADGA_LIVE_PORT", PORT + 1)
# Address of the stream process as a browser sees it; {host} is the tenant's. Empty: the same origin.
LIVE_URL = env.text("STADGA_LIVE_URL", f"http://{{host}}:{LIVE_PORT}" if BASE_DOMAIN == "localhost" else "")

SHARED_APPS = [
    "django_tenants",
    "tenants.networks",
    "billing.subscriptions",
    "django.contrib.contenttypes",
    "django.contrib.auth",
]
TENANT_APPS = [
    "accounts",
    "django.contrib.sessions",
    "journal",
    "tenants.members",
    "tenants.statutes",
    "tenants.decisions",
    "tenants.founding",
    "tenants.exports",
    "voting.meetings",
    "voting.floor",
    "voting.ceremony",
    "voting.ballotbox",
    "voting.register",
    "voting.polls",
    "voting.motions",
    "voting.elections",
    "voting.convening",
    "voting.minutes",
    "billing.books",
    "billing.invoices",
    "billing.dues",
    "billing.payments",
    "billing.bank",
    "billing.reminders",
]
# What the meeting's own room asks of the rooms above it, by name: it must not import them.
MEETING_PRESENCE = "voting.register.queries.votes_and_register"
SUBJECT_READ_BY = "voting.meetings.queries.may_read"
OFFICERS_KEY_NEEDED = "voting.polls.queries.waiting_for_the_key"
MINUTES_APPROVED = "voting.minutes.queries.are_approved"
# What an invoice asks: what the meeting that took its decision is called.
MEETING_CALLED = "voting.meetings.queries.called"
# What every room that tells of money asks: the code of the currency that the association counts in.
MONEY_COUNTED_IN = "billing.invoices.queries.currency"
# What the room of what associations pay the platform asks: which meetings no refusal may stop.
MEETINGS_HELD = "voting.meetings.queries.meetings_held"
# What a file of everything holds: f(language=, at=), from the one place that sees every room.
EXPORT_FILES = "config.exporting.files"
# Every door that changes something asks whether the association may write now.
WRITING_GUARD = "billing.subscriptions.queries.obstacles_to_writing"
# Who hears of a network that was founded, in the same transaction: f(network=, at=).
NETWORK_FOLLOWERS = ["billing.subscriptions.actions.begin"]
NEXT_ACTS = [
    "voting.meetings.queries.meeting_acts",
    "voting.register.queries.register_acts",
    "voting.polls.queries.next_acts",
    "voting.motions.queries.next_acts",
    "voting.elections.queries.next_acts",
]
# Rooms that have something to say before the chair leaves an item or ends the meeting.
ITEM_GUARDS = [
    "voting.motions.queries.obstacles_to_leaving",
    "voting.elections.queries.obstacles_to_leaving",
]
INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS, "config", "kernel", "rest_framework", "drf_spectacular"]
TENANT_MODEL = "networks.Network"
TENANT_DOMAIN_MODEL = "networks.Domain"
# The search path is set once for each piece of work and anew after a rollback, not before every statement:
# that was half of the round trips of a ballot. The connection forgets it when it goes back to the pool.
TENANT_LIMIT_SET_CALLS = True
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_url = env.text("DATABASE_URL", "postgresql://stadga@127.0.0.1/stadga")
_database = env.database(_url)
DB_POOL = env.number("STADGA_DB_POOL", 8)
DATABASES: dict[str, Any] = {
    "default": {
        **_database,
        "ENGINE": "django_tenants.postgresql_backend",
        "CONN_MAX_AGE": 0,  # the pool keeps connections, not the threads
        "OPTIONS": {
            **_database["OPTIONS"],
            "pool": {"min_size": 1, "max_size": DB_POOL, "timeout": 10, "max_idle": 60},
            "application_name": env.text("STADGA_PROCESS", "stadga"),
        },
        "TEST": {"NAME": env.text("STADGA_TEST_DB") or None},
    }
}

REDIS_URL = env.text("REDIS_URL")
_cache = (
    {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 0.2, "socket_connect_timeout": 0.2},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
)
CACHES = {
    "default": {**_cache, "KEY_FUNCTION": "kernel.tenancy.cache_key"},
    "platform": {**_cache, "KEY_PREFIX": "platform"},
}

CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_BEAT_SCHEDULE = {
    # Letters that were not sent when Redis was down, and schemas ready for the next sign-up.
    "letters": {"task": "voting.meetings.tasks.send_waiting_everywhere", "schedule": 300.0},
    # What Stripe told while nobody listened.
    "payments": {"task": "billing.payments.tasks.catch_up_everywhere", "schedule": 600.0},
    "outboxes": {"task": "notices.tasks.deliver_waiting_everywhere", "schedule": 300.0},
    "bank": {"task": "billing.bank.tasks.carry_on_everywhere", "schedule": 300.0},
    "dues": {"task": "billing.dues.tasks.carry_on_everywhere", "schedule": 300.0},
    # In the morning, where an association is: whoever has not paid is told, once a step.
    "reminders": {"task": "billing.reminders.tasks.remind_everywhere", "schedule": 900.0},
    # Trials and times of grace that end, and what Stripe told of them while nobody listened.
    "subscriptions": {"task": "billing.subscriptions.tasks.step_everywhere", "schedule": 600.0},
    # Files of everything that a lost task owed, and those that have been kept for long enough.
    "exports": {"task": "tenants.exports.tasks.see_to_everywhere", "schedule": 300.0},
    # A change of the statutes that waits for a day of its own.
    "statutes": {"task": "tenants.statutes.tasks.let_due_hold_everywhere", "schedule": 300.0},
    # A member that has given notice, and whose day has come.
    "leaving": {"task": "tenants.founding.tasks.let_due_leave_everywhere", "schedule": 300.0},
    "spares": {"task": "tenants.networks.tasks.keep_spares", "schedule": 600.0},
}

for _name, _value in env.email(env.text("EMAIL_URL", "smtp://127.0.0.1:8026")).items():
    globals()[_name] = _value
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("STADGA_DEFAULT_FROM", f"Stadga <no-reply@{BASE_DOMAIN}>")

# Cards and Swish. Test and real money are two installations: the key's own word must agree with the mode.
STRIPE_KEY = env.text("STADGA_STRIPE_KEY")
STRIPE_LIVE = env.flag("STADGA_STRIPE_LIVE")
# Two while a secret is being changed, with a comma between them.
STRIPE_WEBHOOK_SECRETS = tuple(filter(None, env.text("STADGA_STRIPE_WEBHOOK_SECRET").split(",")))
# Whether associations are asked to pay for their own place here; without it no trial ever ends.
SUBSCRIPTIONS = env.flag("STADGA_SUBSCRIPTIONS")
STRIPE_URL = env.text("STADGA_STRIPE_URL")  # elsewhere than at Stripe: the demo's own, with no real money
# Who hears of what happened on the platform's own account: f(told=, raw=, at=), whether it is ours.
OWN_ACCOUNT_LETTERS = "billing.subscriptions.tasks.hear"
STRIPE_HTTP_CLIENT = "billing.payments.gateway.through_stripe.over_the_net"

AUTH_USER_MODEL = "accounts.User"
# A room above the accounts knows which meeting a visitor most likely came for.
MEETING_THAT_MATTERS = "voting.meetings.queries.the_meeting_that_matters"
# Rooms that keep letters until the mail server has taken them.
OUTBOXES: dict[str, str] = {
    "notices": "voting.convening.actions.OUTBOX",
    "invoices": "billing.invoices.actions.OUTBOX",
    "reminders": "billing.reminders.actions.OUTBOX",
    "subscriptions": "billing.subscriptions.actions.OUTBOX",
    "members": "tenants.members.actions.OUTBOX",
    "leavings": "tenants.members.actions.CONFIRMATIONS",
}
# Rooms that ask for polls hear what became of them.
POLL_FOLLOWERS: dict[str, str] = {
    "motions": "voting.motions.actions.poll_declared",
    "elections": "voting.elections.actions.poll_declared",
}
AUTHENTICATION_BACKENDS = ["accounts.actions.backend.CodeOnlyBackend"]
PASSWORD_HASHERS: list[str] = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher"
]  # no user has a password column

# Host-bound cookies: no domain, so that another association never sees them. Browsers accept
# Secure cookies on localhost.
SESSION_COOKIE_NAME = "__Host-stadga"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_DOMAIN = None
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-stadga-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_DOMAIN = None
CSRF_FAILURE_VIEW = "config.urls_public.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("STADGA_BEHIND_PROXY") else None
X_FRAME_OPTIONS = "DENY"

MIDDLEWARE = [
    "kernel.logs.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.static.FrontEndMiddleware",
    "kernel.tenancy.TenantMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",  # sets the cookie; the doors check it (kernel.doors.Session)
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.static.PolicyMiddleware",
]
ROOT_URLCONF = "config.urls_public"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False
FRONT_END = Path(os.environ.get("STADGA_FRONT_END", ROOT / "frontend" / "build"))
TEMPLATES: list[dict[str, Any]] = []
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LANGUAGE_CODE = "sv"
LOCAL_TIME_ZONE = env.text("STADGA_TIME_ZONE", "Europe/Stockholm")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
SPARE_SCHEMAS = env.number("STADGA_SPARE_SCHEMAS", 2)

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "kernel.problems.handle",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Stadga",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/",
    "SORT_OPERATIONS": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": enum_names.NAMES,
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.text("STADGA_LOG_LEVEL", "WARNING")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        # A signature that does not hold is an answer, not trouble of ours.
        "pyhanko": {"level": "CRITICAL"},
        "pyhanko_certvalidator": {"level": "CRITICAL"},
    },
}
logs.configure()
