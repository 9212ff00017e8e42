"""Tệp: minh chứng có mã băm, chỉ mở được qua quyền. Evidence files behind a right."""
