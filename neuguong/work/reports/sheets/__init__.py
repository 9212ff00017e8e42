"""What comes in from outside: reports that an office received on paper before it worked here."""

from neuguong.work.reports.sheets.received import Received, adopt_received

__all__ = ["Received", "adopt_received"]
