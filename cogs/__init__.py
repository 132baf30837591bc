"""What people can type: `/x` lives in `cogs/x.py`."""
