"""What each process of a machine does for its life. To import once Django is set up; it opens no connection."""

from procrastinate.contrib.django import app

from neuguong.base.figures.services import run_folder
from neuguong.config.demo.load import prepare_demo
from neuguong.config.ending import Ended
from neuguong.config.prepare import alone, prepare


def worker() -> None:
    """Do the work apart from requests until SIGTERM or SIGINT; what is begun is finished."""
    own = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # only Django's connector has it
    with app.replace_connector(own) as working:
        working.run_worker(concurrency=2, install_signal_handlers=True)


def fold() -> None:
    """Fold figures until SIGTERM or SIGINT."""
    run_folder(Ended())


def demo() -> None:
    """Everything up to date and the demonstration in it; ends by itself."""
    with alone():
        prepare()
        prepare_demo()
