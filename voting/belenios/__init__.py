"""Ballots that are secret from everybody and that anybody can verify: plain Python, no web, no database.

An election is written in the format of Belenios, protocol version 1, archive version 1, group BELENIOS-2048,
as its specification 2.0 describes it; nothing here was taken from Belenios' own program, which checks ours
from outside. ``verifier.verify_archive`` is stricter than that program: docs/handbook/ballots.md says where.

Built from below: ``group`` and ``hashes``; ``canonical`` JSON; ``credentials``, ``questions`` and
``elections``; ``proofs``; ``ballots``; ``channel``, ``trustees`` and the ``ceremony``; ``tally``,
``decryption``, ``side_proofs`` and ``result``; ``tar`` and ``archive``; and the ``verifier`` over all.
"""
