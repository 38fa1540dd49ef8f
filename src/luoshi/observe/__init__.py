"""Tables → observations."""
