"""How pages print numbers: 11,486,327. Django's own Chinese formats group nothing."""

NUMBER_GROUPING = 3
THOUSAND_SEPARATOR = ","
