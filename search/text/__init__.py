"""How texts are compared and cut into words."""
