"""Báo cáo: tổng hợp từ số liệu theo mẫu chính thức. Reports compiled in the official form."""
