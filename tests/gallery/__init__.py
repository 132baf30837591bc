"""A picture of every reply, taken from the running demo: `make gallery`."""
