"""Học tập chuyên đề: buổi học, người dự, sinh hoạt chi bộ. Themes studied: sessions, attendance, cell meetings."""
