"""The staff pages as an app of Django: its admin, on our site."""

from django.contrib.admin.apps import AdminConfig


class StaffConfig(AdminConfig):
    """Django's admin with what our staff pages have in common."""

    default_site = "archive.staff_site.StaffSite"
