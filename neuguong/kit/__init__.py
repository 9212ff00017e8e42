"""Tools: know Django, know no domain, have no models."""
