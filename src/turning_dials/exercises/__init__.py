"""Checkers for the exercises, one module for each chapter; verdict.py holds what they share."""
