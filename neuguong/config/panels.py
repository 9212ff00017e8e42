"""Who fills which place on a page of a slice below: place -> dotted paths of panels."""

from collections.abc import Mapping

PANELS: Mapping[str, tuple[str, ...]] = {
    "accounts.sign_in": ("neuguong.fronts.desk.panels.sign_in_as",),
    "indicators.indicator": ("neuguong.work.commitments.panels.serving_items",),
    "commitments.detail": ("neuguong.work.oversight.panels.checks_panel",),
    "commitments.board": ("neuguong.work.oversight.panels.board_panel",),
    "desk.person": ("neuguong.base.access.panels.person_login", "neuguong.work.oversight.panels.person_panel"),
    "desk.unit": ("neuguong.work.commitments.panels.obstacle_panel", "neuguong.work.oversight.panels.unit_panel"),
}
