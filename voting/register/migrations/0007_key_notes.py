"""Notes of cards and of other devices stand on the register's line, and stay there.

Only a rehearsal's can be removed, by the guard of migration 0004. Names are unqualified on purpose, so that
they follow the schema when it is renamed.
"""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

WAYS = ["card", "card_again", "device_again"]
FORWARD = r"""
CREATE TRIGGER register_key_notes_stay BEFORE UPDATE OR TRUNCATE ON register_keynote
  FOR EACH STATEMENT EXECUTE FUNCTION register_refuse();
CREATE TRIGGER register_key_notes_go BEFORE DELETE ON register_keynote
  FOR EACH ROW EXECUTE FUNCTION register_only_rehearsals_go();
"""
BACKWARD = r"""
DROP TRIGGER register_key_notes_go ON register_keynote;
DROP TRIGGER register_key_notes_stay ON register_keynote;
"""


class Migration(migrations.Migration):
    """One table, only added to."""

    dependencies: ClassVar = [
        ("meetings", "0010_unpaid_memberships"),
        ("members", "0006_unpaid_memberships"),
        ("register", "0006_by_whose_word_is_known"),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="KeyNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(help_text="who casts the member's vote", max_length=200)),
                ("way", models.CharField(choices=[(way, way) for way in WAYS], max_length=12)),
                (
                    "reason",
                    models.CharField(blank=True, help_text="why the one before is replaced", max_length=300),
                ),
                ("at", models.DateTimeField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="key_notes",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.member"
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.venue"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(way__in=WAYS), name="key_note_of_a_known_way"),
                    models.CheckConstraint(
                        condition=~models.Q(way="card_again") | ~models.Q(reason=""),
                        name="another_card_says_why",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
