"""Chỉ tiêu: danh mục, mức phải đạt, số liệu từng kỳ, thủ tục hành chính. Indicators, targets, values, procedures."""
