"""Nạp dữ liệu: lô, tiến độ, dòng lỗi. Import batches from workbooks."""
