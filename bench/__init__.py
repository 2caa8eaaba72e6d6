"""Measurements; nothing here is part of the product, and nothing asserts a time."""

import os

import django

# The rule tables are loaded beside what staff added to them, which are rows.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.testing")
django.setup()
