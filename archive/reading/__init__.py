"""What pages show: rows in, values for templates and JSON out. Nothing here writes."""
