"""Who is asking. In: a request to a staff page. Out: the account to write beside a change."""

from django.contrib.auth.models import User
from django.http import HttpRequest


def staff_user(request: HttpRequest) -> User | None:
    """The signed-in account, or None."""
    return request.user if isinstance(request.user, User) else None
