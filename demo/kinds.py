"""Cell types, recognised by how the cell's name begins (``nghe.toml``)."""

from typing import Any

from demo.content import bank


def cell_sort(name: str, *, coastal: bool = False) -> str:
    """The type of a cell; a coastal village fishes."""
    best, length = "", 0
    for sort in bank("nghe")["loai"]:
        for start in sort["dau"]:
            if name.startswith(start) and len(start) > length:
                best, length = sort["ma"], len(start)
    if not best:
        raise ValueError(f"cell of unknown type: {name}")
    return "thon-bien" if coastal and best == "thon" else best


def sort_of(code: str) -> dict[str, Any]:
    return next(s for s in bank("nghe")["loai"] if s["ma"] == code)


# What happens to a district's cell when the district ends.
OFFICE = ("co-quan-dang", "co-quan-ubnd", "doan-the", "co-quan-xa")
ENDING = (*OFFICE, "quan-su", "cong-an-huyen")
HEIR = {
    "co-quan-dang": "cb-cac-co-quan-dang",
    "co-quan-ubnd": "cb-uy-ban-nhan-dan",
    "co-quan-xa": "cb-uy-ban-nhan-dan",
    "doan-the": "cb-cac-co-quan-dang",
    "quan-su": "cb-uy-ban-nhan-dan",
    "truong-lon": "cb-cac-co-quan-dang",
}
# District bodies of the state's vertical line: they live on under the commune of the seat.
STAYING_OFFICES = ("Bảo hiểm xã hội", "Chi cục", "Ban Quản lý cảng cá", "Đồn Biên phòng")
