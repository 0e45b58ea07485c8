"""A kept file as an answer: always as a download, never shown by the browser itself."""

from __future__ import annotations

from io import BytesIO

from flask import Response, send_file

from coordination.kernel.errors import Unavailable
from coordination.kernel.messages import N_
from coordination.vault import files
from coordination.vault.keys import KeyGone
from coordination.vault.models import Attachment
from coordination.vault.seal import Tampered


def download(attachment: Attachment) -> Response:
    """The file under its own name. Raises Unavailable where it, or its key, is missing or was changed."""
    try:
        content = files.open_bytes(attachment)
    except (KeyGone, Tampered, FileNotFoundError) as error:
        raise Unavailable(
            N_("This file was not opened: it is missing from the store or was changed there."),
            N_("Tell the administrator; a backup may have it."),
        ) from error
    return send_file(
        BytesIO(content), mimetype=attachment.media_type, as_attachment=True, download_name=files.name_of(attachment)
    )
