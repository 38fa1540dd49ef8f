"""The application of the desk: its tables, its one writer, its pages."""
