"""The wire: a small Discord on loopback, and what each body that goes over it must keep to."""
