"""The page of the editor, and the pinned Decap CMS that it loads from this computer."""

import gzip
from hashlib import sha256
from pathlib import Path

VERSION = "3.16.3"
EDITOR = Path(__file__).resolve().parent / "vendor" / f"decap-cms-{VERSION}.js.gz"
SHA256 = "7c1efd6b616b4786e279aeef194dd21649a72058d3bc8d1f78901b574610dfb8"  # of what is in the .gz
PAGE = """<!doctype html>
<html lang="nl">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <title>Rondkomen: antwoorden bewerken</title>
  <link rel="icon" href="data:,">
  <link rel="cms-config-url" type="text/yaml" href="config.yml">
</head>
<body>
  <noscript>Bewerken in de browser werkt alleen met JavaScript.</noscript>
  <script src="decap-cms.js"></script>
</body>
</html>
"""
# It makes functions out of its settings and styles out of its parts; from elsewhere it may load nothing.
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src 'self' blob:; "
    "img-src 'self' data: blob:; font-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGE_HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class NotThePinnedEditorError(Exception):
    """The file of the editor isn't the one whose hash stands here."""


def packed_editor() -> bytes:
    """
    Return the script of the editor, packed with gzip.

    Raises:
        NotThePinnedEditorError: If somebody changed it.
    """
    packed = EDITOR.read_bytes()
    if sha256(gzip.decompress(packed)).hexdigest() != SHA256:
        raise NotThePinnedEditorError(f"{EDITOR.name} has another hash than content/editor/page.py says")
    return packed
