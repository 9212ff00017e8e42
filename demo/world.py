"""The organisation and its people, put together."""

from demo.cast import seats
from demo.folk import Folk
from demo.org import Org
from demo.people import build_folk
from demo.posts import fill_posts
from demo.units import build_org


def world() -> tuple[Org, Folk]:
    """Units, people, posts and user names; the same on every run."""
    org = build_org()
    folk = build_folk(org)
    fill_posts(org, folk)
    seats(org, folk)
    return org, folk
