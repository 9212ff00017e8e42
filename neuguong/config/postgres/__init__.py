"""Starts a PostgreSQL for a data folder and hands out its URL; knows nothing of Django, for it runs before settings.

`ensure` is the door. The other modules, in the order a start walks them: `choose` (whose binaries), `accounts`
(whom the server runs as), `home` (where the cluster lives), `cluster` (create, start, stop), `connect` (is it
ours, does it know Vietnamese letters), `locks` (who still uses it), `messages` (one sentence for each trouble).
"""

from neuguong.config.postgres.launcher import Server, ensure, erase, running_url
from neuguong.config.postgres.messages import PostgresError

__all__ = ["PostgresError", "Server", "ensure", "erase", "running_url"]
