"""Kiểm tra, giám sát: kế hoạch, cuộc, phát hiện, khắc phục. Inspection and supervision."""
