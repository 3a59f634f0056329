"""Everything of an association in one file, for its board to take home: always, whatever is unpaid (ADR 18).

Which files it holds is said by the one place that sees every room (``settings.EXPORT_FILES``). It is packed
beside the request, kept for a week, and every asking and every fetching stands in the record.
"""
