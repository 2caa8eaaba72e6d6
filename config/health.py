"""
Whether the web process answers. In: port and environment. Out: /healthz's status and text.

`python -m config.health` is the container's health check: exit 0 if /healthz says 200.
"""

import http.client
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

HTTP_OK = 200


@dataclass(frozen=True, slots=True)
class Health:
    """What /healthz said; status 0 if nothing answered."""

    status: int
    text: str

    @property
    def good(self) -> bool:
        """Whether the archive can be used."""
        return self.status == HTTP_OK


def ask_health(port: int, environment: Mapping[str, str]) -> Health:
    """Ask the web process on this machine, by a host name the site accepts."""
    hosts = environment.get("ALLOWED_HOSTS", "").split(",")
    host = hosts[0].strip().lstrip(".") or "127.0.0.1"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        response = connection.getresponse()
        return Health(response.status, response.read().decode(errors="replace"))
    except (OSError, http.client.HTTPException) as error:
        return Health(0, str(error))
    finally:
        connection.close()


def main() -> int:
    """Print what /healthz says; 0 if the archive can be used."""
    health = ask_health(int(os.environ.get("PORT") or "8000"), os.environ)
    sys.stdout.write(f"{health.status} {health.text}\n")
    return 0 if health.good else 1


if __name__ == "__main__":
    sys.exit(main())
