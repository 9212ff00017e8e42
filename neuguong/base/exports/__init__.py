"""Xuất danh sách: tệp đủ dòng, ghi nhật ký, tự hết hạn. Lists going out as counted files."""
