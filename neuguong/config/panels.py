"""Who fills which place on a page of a slice below: place -> dotted paths of panels."""

from collections.abc import Mapping

PANELS: Mapping[str, tuple[str, ...]] = {
    "accounts.sign_in": ("neuguong.fronts.desk.panels.sign_in_as",),
    "indicators.indicator": ("neuguong.work.commitments.panels.serving_items",),
    "desk.person": ("neuguong.base.access.panels.person_login",),
}
