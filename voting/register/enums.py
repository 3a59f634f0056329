"""Names of the register's room."""

from __future__ import annotations

from enum import StrEnum


class Authority(StrEnum):
    """By what right somebody casts a member's vote. A delegate's authority is no proxy: the cap is apart."""

    DELEGATE = "delegate"
    SUBSTITUTE = "substitute"
    PROXY = "proxy"
