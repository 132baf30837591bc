"""The command line for the host of the bot."""

from bot.cli.main import main as main
