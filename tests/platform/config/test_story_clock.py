"""The story says at once why a server's day is too far gone for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from config import stories
from config.stories.beforehand import CLOSES_AT, too_late


def test_a_server_before_the_registration_closes_will_do():
    assert too_late(CLOSES_AT - timedelta(seconds=1)) == ""


def test_a_day_too_far_gone_is_told_with_both_clocks_and_two_ways_out():
    why = too_late(datetime(2016, 10, 11, 11, 31, tzinfo=UTC))

    assert "13.31 on 2016-10-11" in why
    assert "12.30 on 2016-10-11" in why
    assert "stadga stop" in why
    assert "leave --url out" in why


def test_a_server_that_is_not_there_is_told_in_one_line(capsys):
    code = stories.run(["iec", "--url", "http://localhost:9", "--mail", "http://localhost:9"])

    told = capsys.readouterr().err
    assert code == 2
    assert told.startswith("The story stopped: http://localhost:9 does not answer")
    assert told.count("\n") == 1
