"""Where units of one name stand, in words."""

from neuguong.base.orgs.models import Tree
from neuguong.base.orgs.queries import paths_in_words
from neuguong.base.orgs.services import open_unit
from tests.cast import SINCE, TODAY, Cast


def test_what_stands_above_is_said_root_first(cast: Cast) -> None:
    state = Tree.objects.create(code="state", name="Cây chính quyền")
    apart = open_unit(
        code="ubnd", name="Ủy ban nhân dân tỉnh", kind="STATE_PROVINCE", tree=state, parent=None, since=SINCE
    )
    asked = [cast.unit("thon-dong"), cast.unit("trung-uong"), apart]
    assert paths_in_words(asked, TODAY) == ["Trung ương › Tỉnh ủy Bắc Sơn › Đảng ủy xã Hòa An", "", ""]
