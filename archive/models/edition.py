"""Which edition of the archive readers see: a new mark with every change to what is public."""

from __future__ import annotations

import uuid

from django.db import connections, models

MARK = "SELECT mark FROM archive_edition WHERE id = %s"


class EditionManager(models.Manager["Edition"]):
    """Questions about the edition; of the manager, for a query set would be made for each answer and not be used."""

    def mark(self) -> str:
        """The mark of what is public now; empty while nothing was ever announced."""
        # Asked before every answer: written out, it costs a tenth of what the query set would.
        with connections[self.db].cursor() as cursor:
            cursor.execute(MARK, [Edition.ONLY])
            row = cursor.fetchone()
        return str(row[0]) if row else ""

    def turn(self) -> None:
        """Give what is public a new mark, in the transaction that changes it."""
        self.bulk_create(
            [Edition(pk=Edition.ONLY, mark=uuid.uuid4().hex)],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["mark"],
        )


class Edition(models.Model):
    """
    One row. What is counted under a mark holds for as long as the mark stands.

    The mark is drawn, not counted up: one that was rolled back never comes again.
    """

    ONLY = 1

    mark = models.CharField(max_length=32)

    objects = EditionManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="edition_is_one_row")]

    def __str__(self) -> str:
        return self.mark
