from __future__ import annotations

import threading

from django.db import connection

from journal.models import Entry
from journal.queries import to_json
from kernel.tenancy import inside


def test_facts_come_in_order_with_their_ids_in_the_shape_of_the_api(hall, live):
    reader = live.follow(hall, hall.sign_in(hall.person("delegate")))

    numbers = [hall.say(no=no) for no in range(20)]

    assert reader.has(20)
    assert reader.ids == numbers
    with inside(hall.network):
        assert reader.named("entry")[-1].data == to_json(Entry.objects.get(pk=numbers[-1]))


def test_hello_is_first_and_says_where_the_record_ends(hall, live):
    cookie = hall.sign_in(hall.person("delegate"))
    last = hall.say()

    reader = live.follow(hall, cookie)

    assert reader.raw.startswith(b"retry: ")
    assert 1000 <= int(reader.raw.split()[1]) <= 2000
    assert (reader.events[0].name, reader.events[0].data) == ("hello", {"last_event_id": last})
    assert reader.events[0].id is None
    assert reader.ids == []


def test_a_reader_who_returns_gets_exactly_what_it_missed(hall, live):
    cookie = hall.sign_in(hall.person("delegate"))
    staying = live.follow(hall, cookie)
    numbers = [hall.say() for _ in range(3)]
    leaving = live.follow(hall, cookie, after=numbers[0])
    assert leaving.has(2)
    leaving.close()
    numbers += [hall.say() for _ in range(4)]
    assert staying.has(7)

    by_header = live.follow(hall, cookie, Last_Event_ID=str(numbers[2]))
    by_address = live.follow(hall, cookie, after=numbers[2])
    by_both = live.follow(hall, cookie, after=numbers[0], Last_Event_ID=str(numbers[5]))
    numbers.append(hall.say())

    assert by_header.has(5)
    assert by_address.has(5)
    assert by_both.has(2)
    assert by_header.ids == by_address.ids == numbers[3:]
    assert by_both.ids == numbers[6:]
    assert staying.ids == numbers


def test_more_than_the_ring_holds_is_read_from_the_record_in_pages(hall, live, now):
    with inside(hall.network):
        rows = [
            Entry(kind="tests.live.said", audience="public", at=now, subject=hall.meeting.pk, body={"no": no})
            for no in range(710)
        ]
        Entry.objects.bulk_create(rows)
        numbers = list(
            Entry.objects.filter(subject=hall.meeting.pk).order_by("pk").values_list("pk", flat=True)
        )

    reader = live.follow(hall, hall.sign_in(hall.person("delegate")), after=0)
    numbers.append(hall.say())

    assert reader.has(711)
    assert reader.ids == numbers


def test_whoever_joins_while_facts_are_written_misses_none_and_gets_none_twice(hall, live):
    cookie = hall.sign_in(hall.person("delegate"))
    first = hall.say()
    written: list[int] = []
    is_enough = threading.Event()

    def write() -> None:
        while not is_enough.is_set():
            written.append(hall.say())
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    readers = [live.follow(hall, cookie, after=first) for _ in range(20)]
    is_enough.set()
    writer.join()

    assert len(written) > 20
    for reader in readers:
        assert reader.has(len(written))
        assert reader.ids == written


def test_an_id_that_the_record_never_reached_does_not_silence_the_stream(hall, live):
    cookie = hall.sign_in(hall.person("delegate"))
    last = hall.say()

    reader = live.follow(hall, cookie, after=10**9)
    number = hall.say()

    assert reader.events[0].data == {"last_event_id": last}
    assert reader.has(1)
    assert reader.ids == [number]


def test_a_reader_who_is_ahead_of_the_hub_gets_nothing_twice(hall, another):
    server = another(REDIS_URL="")  # the hub looks once a second; the reader has seen the commit elsewhere
    cookie = hall.sign_in(hall.person("delegate"))
    staying = server.follow(hall, cookie)

    for _ in range(3):
        number = hall.say()
        ahead = server.follow(hall, cookie, after=number)
        following = hall.say()

        assert ahead.events[0].data["last_event_id"] >= number
        assert ahead.has(1)
        assert ahead.ids == [following]
    assert staying.has(6)
