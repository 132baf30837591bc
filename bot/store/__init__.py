"""The only SQL. Functions take a connection, and are run by `Database.read` and `Database.write`."""
