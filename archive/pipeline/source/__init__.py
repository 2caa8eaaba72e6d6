"""From bytes to text: encodings and containers."""
