"""The addresses of sign-in and of a person's own security; the library's others do not exist.

No password, no signing up, no change of address: an address is invited by whoever may.
"""

from allauth.account import views as account
from allauth.mfa.base import views as security
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from suffrage.office.accounts.fresh import fresh
from suffrage.office.accounts.new_codes import new_codes

__all__ = ["urlpatterns"]

urlpatterns = [
    path("login/", account.request_login_code, name="account_login"),
    path("login/", account.request_login_code, name="account_request_login_code"),
    path("login/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("login/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("login/second/", security.authenticate, name="mfa_authenticate"),
    path("logout/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("security/", security.index, name="mfa_index"),
    path("security/again/", security.reauthenticate, name="mfa_reauthenticate"),
    path(
        "security/again/passkey/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("security/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("security/passkeys/add/", fresh(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "security/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"
    ),
    path("security/recovery/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("security/recovery/new/", new_codes, name="mfa_generate_recovery_codes"),
]
