"""Tài khoản: đăng nhập, mật khẩu, mã dùng một lần. Sign-in and one-time codes."""
