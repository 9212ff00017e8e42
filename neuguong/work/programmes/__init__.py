"""Chương trình: chỉ thị, kết luận, chuyên đề, kế hoạch, văn bản. Directives, themes, plans, documents."""
