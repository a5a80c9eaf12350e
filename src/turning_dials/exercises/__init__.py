"""Checkers for the exercises, one module for each chapter: each answers with a hint, see turning_dials.checking."""
