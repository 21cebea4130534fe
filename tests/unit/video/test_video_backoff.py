"""Waiting before another try."""

from __future__ import annotations

from video.backoff import Admission, Backoff


def test_waits_double_and_begin_anew_after_success() -> None:
    backoff = Backoff(1.0, 8.0)
    waits = [backoff.wait_s() for _ in range(6)]
    assert all(full / 2 <= wait <= full for wait, full in zip(waits, (1, 2, 4, 8, 8, 8), strict=True))
    backoff.worked()
    assert backoff.wait_s() <= 1.0


def test_a_wrong_password_is_not_tried_again_soon() -> None:
    assert Backoff().wait_s("password") >= 30.0


def test_a_crowd_is_let_in_one_after_another() -> None:
    admission = Admission(at_once=10, per_s=100.0)
    waits = [admission.wait_s() for _ in range(110)]
    assert max(waits[:10]) == 0.0
    assert 0.5 < waits[-1] <= 1.0
