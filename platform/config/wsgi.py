"""The web process: gunicorn's threads enter here.

Every door is read before the first request: whoever comes first after a restart, perhaps in the middle of a
vote, does not wait for it. It is read before the processes fork (``config.roles``): nothing here may open a
connection or start a thread.
"""

from __future__ import annotations

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("STADGA_PROCESS", "stadga-web")
application = get_wsgi_application()
for doors in ("config.urls_public", "config.urls_tenant"):
    import_module(doors)
