"""Who fills which place on a page of a slice below: place -> dotted paths of panels."""

from collections.abc import Mapping

PANELS: Mapping[str, tuple[str, ...]] = {}
