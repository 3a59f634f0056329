from __future__ import annotations

import pytest

from tests.billing.standards.bgmax_files import BgMax


@pytest.fixture
def bgmax_file():
    return BgMax
