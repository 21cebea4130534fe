"""One city for all tests of the package; it takes a second or two to make."""

from __future__ import annotations

import pytest

from command_center.citysim.city import City, make_city


@pytest.fixture(scope="session")
def city() -> City:
    return make_city(7)
