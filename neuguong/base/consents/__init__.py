"""Đồng ý và yêu cầu về dữ liệu cá nhân. Consents, and what people ask about their own data."""
