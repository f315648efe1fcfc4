"""Faults, injected for real: processes killed, disks filled, files damaged; and whether a library bears them."""
