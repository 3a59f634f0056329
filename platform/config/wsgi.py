"""The web process: gunicorn's threads enter here."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("STADGA_PROCESS", "stadga-web")
application = get_wsgi_application()
