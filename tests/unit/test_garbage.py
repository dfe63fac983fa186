"""While a run checks, the garbage collector works seldom; then as before."""

from __future__ import annotations

import gc

import pytest

from mtcheck.garbage import collected_seldom


def _fail() -> None:
    raise KeyError


def test_thresholds_come_back() -> None:
    before = gc.get_threshold()
    with collected_seldom():
        assert gc.get_threshold() > before
        assert gc.isenabled()
    assert gc.get_threshold() == before
    with pytest.raises(KeyError), collected_seldom():
        _fail()
    assert gc.get_threshold() == before
