"""Verbs on the trees, the units and the people."""

from neuguong.base.orgs.services.paths import TREE_LOCK, refresh, reorganise
from neuguong.base.orgs.services.people import (
    add_person,
    appoint,
    end_appointment,
    join_cell,
    link_user,
    look_at_person,
    transfer_member,
)
from neuguong.base.orgs.services.records import correct_record, look_at_record, tell_loaded
from neuguong.base.orgs.services.units import (
    close_unit,
    hand_over_children,
    move_unit,
    open_nation,
    open_unit,
    rename_unit,
    succeed,
)
from neuguong.base.orgs.services.words import write_all_words, write_words

__all__ = [
    "TREE_LOCK",
    "add_person",
    "appoint",
    "close_unit",
    "correct_record",
    "end_appointment",
    "hand_over_children",
    "join_cell",
    "link_user",
    "look_at_person",
    "look_at_record",
    "move_unit",
    "open_nation",
    "open_unit",
    "refresh",
    "rename_unit",
    "reorganise",
    "succeed",
    "tell_loaded",
    "transfer_member",
    "write_all_words",
    "write_words",
]
