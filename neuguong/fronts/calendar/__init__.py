"""The calendar: everything with a date, of one person or of one unit, a month at a time."""
