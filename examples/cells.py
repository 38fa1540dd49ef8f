"""What a notebook is made of: cells to be read and cells to be run."""


class Prose(str):
    """A cell to be read."""


class Code(str):
    """A cell to be run."""
