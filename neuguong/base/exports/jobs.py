"""Lists are written apart from the request; files are deleted by the clock. The queue's clock is UTC."""

from neuguong.base.exports import services
from neuguong.base.exports.models import Export
from neuguong.kit import clock
from neuguong.kit.jobs import job, periodic


@job("exports.make")
def make_export(export_id: int) -> None:
    """Make one export; what is wrong with it is told by the export."""
    services.make(Export.objects.get(pk=export_id), now=clock.now(), today=clock.today())


@periodic("*/10 * * * *", "exports.expire")
def expire(timestamp: int) -> None:
    """Files of lists do not lie about for longer than they may."""
    services.expire(now=clock.now())
