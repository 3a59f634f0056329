"""Verbs on networks."""

from tenants.networks.actions.outside import known_elsewhere
from tenants.networks.actions.provisioning import found_network, keep_spares, prepare_spare
from tenants.networks.actions.signing_up import begin_sign_up, build, new_code, retry, verify

__all__ = [
    "begin_sign_up",
    "build",
    "found_network",
    "keep_spares",
    "known_elsewhere",
    "new_code",
    "prepare_spare",
    "retry",
    "verify",
]
