"""Số liệu: khối, số dư, biến động; luôn đúng, kiểm lại được. Cubes, balances, deltas, recount."""
