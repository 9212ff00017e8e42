"""Phân quyền: quyền có thời hạn trên một đơn vị và mọi đơn vị bên dưới; ủy quyền. Dated grants, delegation."""
