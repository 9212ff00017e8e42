"""Addresses of signing in. No app_name: allauth looks its own pages up by these names."""

from django.urls import path, re_path

from neuguong.base.accounts import views

urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="account_login"),
    path("dang-xuat/", views.SignOut.as_view(), name="account_logout"),
    path("dang-ky-tai-khoan/", views.SignUpClosed.as_view(), name="account_signup"),
    path("tai-khoan-ngung/", views.Inactive.as_view(), name="account_inactive"),
    path("xac-nhan-mat-khau/", views.Reauthenticate.as_view(), name="account_reauthenticate"),
    path("ma/", views.EnterCode.as_view(), name="account_enter_code"),
    path("mat-khau/dat/", views.SetOwnPassword.as_view(), name="account_set_own_password"),
    path("mat-khau/dat/", views.SetOwnPassword.as_view(), name="account_set_password"),  # allauth's name for it
    path("mat-khau/doi/", views.ChangePassword.as_view(), name="account_change_password"),
    path("mat-khau/quen/", views.ForgotPassword.as_view(), name="account_reset_password"),
    path("mat-khau/quen/da-gui/", views.ForgotPasswordSent.as_view(), name="account_reset_password_done"),
    path("mat-khau/quen/xong/", views.ResetPasswordDone.as_view(), name="account_reset_password_from_key_done"),
    re_path(
        r"^mat-khau/quen/khoa/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.ResetPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("thu-dien-tu/", views.OwnEmail.as_view(), name="account_email"),
    path("thu-dien-tu/da-gui/", views.EmailSent.as_view(), name="account_email_verification_sent"),
    path("thu-dien-tu/xac-nhan/<str:key>/", views.ConfirmEmail.as_view(), name="account_confirm_email"),
    path("bao-mat/", views.Security.as_view(), name="mfa_index"),
    path("bao-mat/buoc-hai/", views.SecondStep.as_view(), name="mfa_authenticate"),
    path("bao-mat/xac-nhan/", views.ConfirmSecondStep.as_view(), name="mfa_reauthenticate"),
    path("bao-mat/bat/", views.ActivateTotp.as_view(), name="mfa_activate_totp"),
    path("bao-mat/tat/", views.DeactivateTotp.as_view(), name="mfa_deactivate_totp"),
    path("bao-mat/ma-du-phong/", views.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("bao-mat/ma-du-phong/tao/", views.GenerateRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("bao-mat/ma-du-phong/tai/", views.DownloadRecoveryCodes.as_view(), name="mfa_download_recovery_codes"),
    path("ngon-ngu/", views.SetLanguage.as_view(), name="set_language"),
]
