"""Work outside the request. Every task says whether it belongs to an association or to the house.

The task carries its network's id in a header and enters that network before it runs. A task that
belongs to an association is neither sent nor run without one (tenant-schemas-celery goes on in
``public`` when the schema is unknown; ADR 4).
"""

from __future__ import annotations

import os
from typing import Any, ClassVar

from celery import Celery
from celery import Task as CeleryTask

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

HEADER = "stadga_network"


class Task(CeleryTask):
    """Base of all tasks. ``public = True`` for the few that belong to the house itself."""

    public: ClassVar[bool] = False

    def apply_async(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401  Celery's signature
        """Send it with the network it belongs to, or refuse to send it."""
        from kernel import tenancy  # noqa: PLC0415  Django is ready only now

        if not self.public:
            headers = {HEADER: str(tenancy.current().pk), **(options.pop("headers", None) or {})}
            options["headers"] = headers
        return super().apply_async(*args, **options)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  Celery's signature
        """Run it inside its network; an unknown or missing one stops it before it begins."""
        from django_tenants.utils import get_tenant_model  # noqa: PLC0415  Django is ready only now

        from kernel import tenancy  # noqa: PLC0415

        if self.public:
            return super().__call__(*args, **kwargs)
        header = (self.request.headers or {}).get(HEADER) or self.request.get(HEADER)
        if not header:
            message = f"{self.name} belongs to an association and came without one"
            raise tenancy.NoTenant(message)
        network = get_tenant_model().objects.filter(pk=header).first()
        if network is None:
            message = f"{self.name} came for an association that is not here"
            raise tenancy.NoTenant(message)
        with tenancy.inside(network):
            return super().__call__(*args, **kwargs)


app = Celery("stadga", task_cls=Task)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_ignore_result=True,
    broker_connection_retry_on_startup=True,
    task_default_queue="stadga",
    timezone="UTC",
)
app.autodiscover_tasks(
    [
        "notices",
        "tenants.networks",
        "tenants.exports",
        "tenants.statutes",
        "voting.meetings",
        "accounts",
        "billing.dues",
        "billing.payments",
        "billing.bank",
        "billing.reminders",
        "billing.subscriptions",
    ]
)
