"""Walking the links of a compiled report as a reader does: each number is clicked, and the rows behind it counted."""

import csv
import io
import re
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag
from django.test import Client

from neuguong.kit.figures import measure
from neuguong.kit.numbers import number

COUNTED = "Số lượng"


def walk(client: Client, paper: str, *, of_each_sort: int | None = None) -> int:
    """Follow every link of the paper; each number must be that of the rows listed there, and that of its page too,
    which is opened once for each measure and sort of address: it is drawn with two charts, by the same code for all.
    Returns how many addresses were opened; `of_each_sort` opens the first so many of a sort alone, for a long paper.
    The reader must be one who may see all rows."""
    page = BeautifulSoup(paper, "html.parser")
    shown: dict[str, set[str]] = {}
    for link in page.select("a.doc-figure"):
        shown.setdefault(link["href"], set()).add(link.text)
    wrong, sorts = {}, Counter[tuple[str, ...]]()
    for address, texts in shown.items():
        if address.startswith("/so-lieu/"):
            sort = sort_of(address)
            sorts[sort] += 1
            if of_each_sort and sorts[sort] > of_each_sort:
                continue
            found = rows_behind(client, address, with_page=sorts[sort] == 1)
        else:
            found = opened(client, address, texts)
        if texts != found:
            wrong[address] = (texts, found)
    assert wrong == {}, wrong
    return len(shown) if of_each_sort is None else sum(min(count, of_each_sort) for count in sorts.values())


def numbers(paper: str) -> list[Tag]:
    """The links that stand for counted rows, sums apart."""
    links = BeautifulSoup(paper, "html.parser").select('a.doc-figure[href^="/so-lieu/"]')
    return [link for link in links if not measure(link["href"].split("/")[2]).sum_of]


def told(client: Client, address: str) -> tuple[int, int, int]:
    """How many rows the page says the reader sees, of how many; and how many are listed."""
    seen, total = _seen(BeautifulSoup(client.get(address).content, "html.parser"))
    return seen, total, len(exported(client, address)) - 1


def _seen(page: BeautifulSoup) -> tuple[int, int]:
    found = re.search(r"Đồng chí được xem (?:(\d+) trong|cả) (\d+) dòng", page.text)
    assert found, page.title
    return int(found[1] or found[2]), int(found[2])


def exported(client: Client, address: str) -> list[list[str]]:
    """The rows behind a number as they are taken away, head first."""
    answer: Any = client.get(f"{address}&tai=csv")
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def opened(client: Client, address: str, texts: set[str]) -> set[str]:
    """The same texts if the page opens: a link that is no number."""
    status = client.get(address).status_code
    return texts if status == 200 else {f"HTTP {status}"}


def sort_of(address: str) -> tuple[str, ...]:
    """The measure, and what else the address asks: two addresses of one sort differ in their values alone."""
    parts = urlsplit(address)
    return (parts.path.split("/")[2], *sorted(parse_qs(parts.query)))


def rows_behind(client: Client, address: str, *, with_page: bool) -> set[str]:
    """What the listed rows amount to, and the number on their page. Items of a draft are their writer's own: the page
    says how many it keeps back, and they are counted in."""
    head, *rows = exported(client, address)
    one = measure(urlsplit(address).path.split("/")[2])
    summed = sum(int(row[head.index(COUNTED)].replace(".", "")) for row in rows) if one.sum_of else len(rows)
    if not with_page and one.cube.key != "items":
        return {number(summed)}
    page = BeautifulSoup(client.get(address).content, "html.parser")
    value = page.select_one(".figure-value")
    seen, total = _seen(page)
    summed += total - seen if one.cube.key == "items" else 0
    return {value.text.strip() if value else "", number(summed)}


def numbers_without_link(paper: str) -> list[str]:
    """Numbers in tables that lead nowhere: none but ordinals, shares and a dash for a share of nothing."""
    page = BeautifulSoup(paper, "html.parser")
    found = []
    for row in page.select("tbody tr, tfoot tr"):
        heads = [head.text for head in row.find_parent("table").select("thead th")]
        cells = zip(heads, row.select("td"), strict=True)
        plain = [(head, cell) for head, cell in cells if "doc-numeric" in cell.get("class", []) and not cell.a]
        found += [f"{head}: {cell.text}" for head, cell in plain if head not in ("TT", "Tỷ lệ") and cell.text]
    return found
