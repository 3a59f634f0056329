"""The demo's time begins before the meeting, goes on where it stopped, and never runs backwards."""

from datetime import UTC, datetime, timedelta

import pytest

from config.demo_clock import AFTER_A_CRASH, DemoClock

NOON = datetime(2016, 10, 11, 10, 15, tzinfo=UTC)  # 12.15 in Kalmar


def pretended(clock):
    return datetime.now(UTC) + timedelta(seconds=clock.offset)


def test_the_first_start_is_a_quarter_past_noon_on_the_day(tmp_path):
    clock = DemoClock(tmp_path / "clock")

    assert abs(pretended(clock) - NOON) < timedelta(seconds=2)


def test_a_night_between_two_starts_is_not_noticed(tmp_path):
    first = DemoClock(tmp_path / "clock")
    first.offset += 3600  # an hour into the meeting
    first.note(stopped=True)
    first.offset -= 12 * 3600
    stopped_at = NOON + timedelta(hours=1)

    again = DemoClock(tmp_path / "clock")

    assert abs(pretended(again) - stopped_at) < timedelta(seconds=2)


def test_after_a_crash_time_may_jump_forward_but_not_back(tmp_path):
    first = DemoClock(tmp_path / "clock")
    first.note()

    again = DemoClock(tmp_path / "clock")

    assert pretended(again) > pretended(first)
    assert pretended(again) - pretended(first) <= AFTER_A_CRASH + timedelta(seconds=2)


@pytest.mark.parametrize("text", ["", "{", '{"pretended": "yesterday", "stopped": true}', "{}"])
def test_a_spoilt_file_begins_anew(tmp_path, text):
    (tmp_path / "clock").write_text(text)

    assert abs(pretended(DemoClock(tmp_path / "clock")) - NOON) < timedelta(seconds=2)
