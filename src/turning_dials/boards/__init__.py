"""The boards: one small widget each, its view beside it."""
