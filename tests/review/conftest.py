"""Commands are run in this process: what comes with the program is read once."""

from tests.commands.conftest import warm  # noqa: F401
