"""What whoever runs the bot types."""

from bot.cli.main import main as main
