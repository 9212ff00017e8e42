"""Delete the database and files of DATA_DIR, after asking. `make reset` calls it; YES=1 answers for a script."""

import os
import shutil
import sys

from neuguong.config import env
from neuguong.config.postgres import PostgresError, erase


def main() -> int:
    """0 when the data are gone or were kept at the person's wish, 1 when they could not be deleted."""
    folder = env.data_dir()
    if not folder.exists():
        print(f"Không có dữ liệu nào ở {folder}.")
        return 0
    if not _agreed(f"Xóa vĩnh viễn mọi dữ liệu ở {folder}? Gõ “xóa” để đồng ý: "):
        print("Dữ liệu được giữ nguyên.")
        return 0
    try:
        erase(folder, os.environ)
    except PostgresError as error:
        print(error, file=sys.stderr)
        return 1
    for kept in ("files", "static", "secret-key"):
        path = folder / kept
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    print("Đã xóa.")
    return 0


def _agreed(question: str) -> bool:
    if env.flag("YES"):
        return True
    try:
        return input(question).strip().lower() in {"xóa", "xoá", "xoa"}
    except EOFError:
        return False


if __name__ == "__main__":
    sys.exit(main())
