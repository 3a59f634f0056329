"""The arithmetic against Python's own, and that what lies outside the group is found among many."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.belenios import group
from voting.belenios.credentials import is_typed_credential, secret_of


@settings(max_examples=25)
@given(st.integers(0, int(group.Q) - 1))
def test_a_table_gives_the_powers_that_python_gives(exponent):
    assert int(group.g_to(exponent)) == pow(int(group.G), exponent, int(group.P))


@pytest.mark.parametrize("exponent", [0, 1, int(group.Q) - 1])
def test_the_ends_of_a_table(exponent):
    assert int(group.g_to(exponent)) == pow(int(group.G), exponent, int(group.P))


def outsiders():
    """−1, an element of order three, one of neither group: each times a member."""
    member = group.g_to(group.random_exponent())
    third = next(found for base in range(2, 50) if (found := group.power(base, (group.P - 1) // 3)) != 1)
    return [group.P - member, third * member % group.P, group.mpz(2)]


@pytest.mark.parametrize("kind", [0, 1, 2])
@pytest.mark.parametrize("size", [3, 203])
def test_one_outsider_among_many_members_is_found(kind, size):
    members = [group.g_to(group.random_exponent()) for _ in range(size)]
    assert group.are_members(members)

    for place in (0, size // 2, size - 1):
        spoiled = [*members]
        spoiled[place] = outsiders()[kind]
        assert not group.is_member(spoiled[place])
        assert not group.are_members(spoiled)


def test_two_outsiders_that_cancel_are_found():
    members = [group.g_to(group.random_exponent()) for _ in range(100)]
    members[10], members[20] = group.P - members[10], group.P - members[20]

    assert not group.are_members(members)


@pytest.mark.parametrize("number", [0, group.P, group.P + 1, -1])
def test_what_is_no_element_is_no_member(number):
    assert not group.is_member(group.mpz(number))
    assert not group.are_members([group.mpz(number)] * 80)


def test_credentials_that_the_tool_makes_have_the_public_half_that_it_says(belenios_tool, tmp_path):
    (tmp_path / "voters").write_text("one@a.example\ntwo@a.example\n")
    uuid = "ChairVote12345"
    options = ("--uuid", uuid, "--group", "BELENIOS-2048", "--file", "voters")
    belenios_tool("setup", "generate-credentials", *options, cwd=tmp_path)
    private = next(tmp_path.glob("*.privcreds")).read_text()
    public = next(tmp_path.glob("*.pubcreds")).read_text()
    typed = [line.split()[1] for line in private.splitlines()]

    assert len(typed) == 2
    for text in typed:
        assert is_typed_credential(text)
        assert f'"{group.g_to(secret_of(text, uuid=uuid))},' in public
    worse = typed[0][:-1] + ("2" if typed[0][-1] != "2" else "3")
    assert not is_typed_credential(worse)
