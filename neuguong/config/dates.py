"""Who says what falls on which day: dotted paths of the slices' sources, read by the calendar."""

DATES = (
    "neuguong.work.commitments.dates.dates",
    "neuguong.work.reports.dates.dates",
    "neuguong.work.programmes.dates.dates",
    "neuguong.work.oversight.dates.dates",
    "neuguong.work.study.dates.dates",
    "neuguong.work.dialogues.dates.dates",
    "neuguong.work.indicators.dates.dates",
)
