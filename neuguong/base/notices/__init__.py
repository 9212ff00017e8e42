"""Thông báo: trong hệ thống và thư, nhắc hạn, mỗi ngày một thư tổng hợp. Notices and reminders."""
