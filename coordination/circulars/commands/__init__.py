"""All writes of circulars and receipts, one function per verb."""

from coordination.circulars.commands.sending import acknowledge, read, recall, send
from coordination.circulars.commands.writing import Text, attach, draft, edit, remove_file

__all__ = ["Text", "acknowledge", "attach", "draft", "edit", "read", "recall", "remove_file", "send"]
