"""Cam kết: cá nhân, người đứng đầu, tập thể. Draft, approve, track, confirm."""
