"""One sentence for each trouble: what happened, and what the comrade at the keyboard does about it.

The standard library's gettext marks the sentences for the catalogue. Nothing binds a catalogue this early, so
people read the Vietnamese source, whatever language the machine speaks.
"""

import errno
from gettext import gettext as _
from pathlib import Path


class PostgresError(Exception):
    """The database cannot be had; the text is a whole sentence, fit to be printed alone."""


def disk_full(folder: Path) -> PostgresError:
    return PostgresError(
        _("Đĩa chứa thư mục %(folder)s đã đầy; đồng chí giải phóng chỗ trống (ít nhất 200 MB) rồi chạy lại.")
        % {"folder": folder}
    )


def shared_memory_full() -> PostgresError:
    return PostgresError(_("Vùng nhớ chung /dev/shm của máy quá nhỏ; đồng chí nới lên ít nhất 256 MB rồi chạy lại."))


def not_writable(folder: Path, reason: str) -> PostgresError:
    return PostgresError(
        _(
            "Không ghi được vào thư mục dữ liệu %(folder)s (%(reason)s); "
            "đồng chí cấp quyền cho tài khoản đang chạy hoặc đặt DATA_DIR sang thư mục khác."
        )
        % {"folder": folder, "reason": reason}
    )


def port_busy(port: int) -> PostgresError:
    return PostgresError(
        _(
            "Cổng %(port)s ghi ở NEUGUONG_PG_PORT đang có chương trình khác dùng; "
            "đồng chí chọn cổng khác hoặc bỏ biến này để hệ thống tự tìm cổng trống."
        )
        % {"port": port}
    )


def no_free_port() -> PostgresError:
    return PostgresError(_("Không còn cổng trống cho PostgreSQL; đồng chí đặt NEUGUONG_PG_PORT là một cổng còn trống."))


def bad_port(text: str) -> PostgresError:
    return PostgresError(
        _("NEUGUONG_PG_PORT phải là một số từ 1024 đến 65535, không phải “%(text)s”; đồng chí sửa lại rồi chạy lại.")
        % {"text": text}
    )


def bad_source(text: str) -> PostgresError:
    return PostgresError(
        _("NEUGUONG_POSTGRES chỉ nhận “debian” hoặc “wheel”, không nhận “%(text)s”; đồng chí sửa lại hoặc bỏ biến này.")
        % {"text": text}
    )


def no_binaries() -> PostgresError:
    return PostgresError(
        _(
            "Máy này chưa có PostgreSQL 15 đến 18; đồng chí cài bằng “apt install postgresql”, "
            "hoặc “pip install neuguong[embedded]”, hoặc đặt DATABASE_URL tới một máy chủ có sẵn."
        )
    )


def other_major(cluster: Path, major: int, present: list[int]) -> PostgresError:
    return PostgresError(
        _(
            "Thư mục dữ liệu %(cluster)s do PostgreSQL %(major)s tạo ra, còn máy này chỉ dùng được bản %(present)s; "
            "đồng chí cài postgresql-%(major)s, hoặc chuyển dữ liệu bằng pg_upgrade hay pg_dump rồi chạy lại."
        )
        % {"cluster": cluster, "major": major, "present": ", ".join(map(str, present))}
    )


def held(cluster: Path) -> PostgresError:
    return PostgresError(
        _(
            "Một máy chủ PostgreSQL khác đang giữ %(pid)s mà không trả lời mật khẩu của hệ thống; đồng chí dừng "
            "máy chủ ấy (số tiến trình ở dòng đầu của tệp) rồi chạy lại."
        )
        % {"pid": cluster / "postmaster.pid"}
    )


def locale_missing() -> PostgresError:
    return PostgresError(_("Máy này thiếu locale C.UTF-8; đồng chí cài gói libc-bin (hoặc locales) rồi chạy lại."))


def wrong_locale(database: str) -> PostgresError:
    return PostgresError(
        _(
            "Cơ sở dữ liệu %(database)s sai bảng mã hoặc locale nên không đổi được chữ hoa, chữ thường tiếng Việt; "
            "đồng chí tạo lại bằng: createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8 %(database)s"
        )
        % {"database": database}
    )


def too_old(version: int) -> PostgresError:
    return PostgresError(
        _("Máy chủ trong DATABASE_URL là PostgreSQL %(major)s; đồng chí nâng lên bản 15 đến 18 rồi chạy lại.")
        % {"major": version // 10_000}
    )


def bad_url() -> PostgresError:
    return PostgresError(
        _(
            "DATABASE_URL không đúng dạng; "
            "đồng chí viết như sau: postgresql://tài_khoản:mật_khẩu@máy_chủ:5432/tên_cơ_sở_dữ_liệu"
        )
    )


def unreachable(where: str, reason: str) -> PostgresError:
    return PostgresError(
        _(
            "Không kết nối được tới cơ sở dữ liệu trong DATABASE_URL (%(where)s); đồng chí kiểm tra máy chủ đã chạy, "
            "địa chỉ, tài khoản và mật khẩu đã đúng; PostgreSQL báo: %(reason)s"
        )
        % {"where": where, "reason": reason}
    )


def password_lost(password: Path) -> PostgresError:
    return PostgresError(
        _("Tệp mật khẩu %(file)s của cơ sở dữ liệu không còn; đồng chí khôi phục tệp ấy từ bản sao lưu rồi chạy lại.")
        % {"file": password}
    )


def no_account(name: str, reason: str) -> PostgresError:
    return PostgresError(
        _(
            "PostgreSQL không chạy bằng quyền root và không tạo được tài khoản hệ thống %(name)s (%(reason)s); "
            "đồng chí tạo tài khoản ấy bằng useradd --system %(name)s, hoặc chạy bằng tài khoản thường."
        )
        % {"name": name, "reason": reason}
    )


def still_starting(log: Path) -> PostgresError:
    return PostgresError(
        _(
            "PostgreSQL chưa sẵn sàng, có thể còn đang khôi phục sau sự cố; "
            "đồng chí chờ vài phút rồi chạy lại, diễn biến ở %(log)s."
        )
        % {"log": log}
    )


def did_not_start(log: Path, lines: str) -> PostgresError:
    return PostgresError(
        _("PostgreSQL không khởi động được; đồng chí xem nhật ký %(log)s, những dòng cuối là: %(lines)s")
        % {"log": log, "lines": lines or _("(trống)")}
    )


def did_not_create(folder: Path, lines: str) -> PostgresError:
    return PostgresError(
        _("Không tạo được cơ sở dữ liệu mới ở %(folder)s; đồng chí xem lý do initdb báo: %(lines)s")
        % {"folder": folder, "lines": lines}
    )


def did_not_stop(log: Path) -> PostgresError:
    return PostgresError(_("PostgreSQL chưa dừng sau 60 giây; đồng chí xem nhật ký %(log)s.") % {"log": log})


def in_use(folder: Path) -> PostgresError:
    return PostgresError(
        _("Cơ sở dữ liệu ở %(folder)s đang có chương trình dùng; đồng chí dừng chương trình ấy trước khi xóa.")
        % {"folder": folder}
    )


def from_os_error(error: OSError, folder: Path) -> PostgresError:
    """The sentence for a failed file operation under `folder` (shutil hides the number of an error in its text)."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT} or _says_disk_full(str(error)):
        return disk_full(folder)
    return not_writable(Path(error.filename or folder), error.strerror or str(error))


def from_tool(text: str, folder: Path) -> PostgresError | None:
    """The sentence for what initdb, pg_ctl or the server's log says, None if it says nothing we know."""
    if _says_disk_full(text):
        return shared_memory_full() if "shared memory" in text else disk_full(folder)
    if "invalid locale name" in text:
        return locale_missing()
    if "ermission denied" in text:
        return not_writable(folder, "Permission denied")
    return None


def last_lines(text: str, count: int = 3) -> str:
    return " | ".join([line.strip() for line in text.splitlines() if line.strip()][-count:])


def _says_disk_full(text: str) -> bool:
    return any(words in text for words in ("No space left on device", "Disk quota exceeded", "Check free disk space"))
