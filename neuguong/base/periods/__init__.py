"""Kỳ: lịch năm, nửa năm, quý, nhiệm kỳ; ngày nghỉ; hạn theo cấp. Calendars, holidays, deadlines."""
