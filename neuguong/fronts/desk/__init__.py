"""Bàn làm việc: việc của tôi, trang đơn vị, hàng chờ quyết định, tìm kiếm. The staff's desk."""
