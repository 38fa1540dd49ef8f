"""Who must do what by when: the pure rules of moves."""
