"""Clock work: the nightly proof that every figure is what its facts say."""

import logging

from django.utils.translation import gettext as _

from neuguong.base.figures import services
from neuguong.kit.jobs import periodic

log = logging.getLogger(__name__)


@periodic("20 2 * * *", "figures.recount")
def nightly_recount(timestamp: int) -> int:
    """Count again and say loudly what differs; nothing is repaired unseen. Returns the number of mismatches."""
    found = services.recount()
    for one in found[:20]:
        log.error(_("Số liệu sai: %s"), one)
    if found:
        log.error(_("Tính lại thấy %s số liệu sai; chạy “neuguong figures recount --repair” để sửa."), len(found))
    return len(found)
