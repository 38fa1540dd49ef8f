"""The pages: each joins what `queries` reads to a template, or hands what was sent to `actions`."""
