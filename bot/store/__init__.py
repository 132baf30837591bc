"""The only SQL. Functions take the connection to work on: `Database.reader`, or that of a transaction."""
