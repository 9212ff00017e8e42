"""Nhật ký: mọi bước của mọi luồng và ai đã làm. Every step of every flow, and who took it."""
