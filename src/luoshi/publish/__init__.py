"""Results → pages, charts, documents and data files."""
