"""Commitments and observations → findings."""
