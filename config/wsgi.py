"""The WSGI application gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from search.upkeep.warming import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
# Before the workers are forked, so that they share it and the first reader does not wait.
warm_up()
