"""Styles and scripts made smaller, by a process of its own: the tool brings the runtime of another language along, and a hub
that serves has no use for that.
"""

import subprocess
import sys
from functools import cache
from typing import Final

CSS: Final = "text/css"
JAVASCRIPT: Final = "application/javascript"
PATIENCE: Final = 20.0
"""Seconds that the tool may take; it takes a fraction of one."""
SYNTAX: Final = 2019
"""The newest edition of JavaScript whose forms it may bring in by itself."""
PROGRAM: Final = f"""import sys, minify
minify.config({{"js-version": {SYNTAX}}})
sys.stdout.buffer.write(minify.string(sys.argv[1], sys.stdin.buffer.read().decode()).encode())
"""


@cache
def smaller(kind: str, text: str) -> str:
    """A text of that kind in fewer letters; as it stands where the tool is not there, or fails."""
    command = [sys.executable, "-P", "-c", PROGRAM, kind]
    try:
        told = subprocess.run(command, input=text.encode(), capture_output=True, timeout=PATIENCE, check=True).stdout.decode()
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return text
    return told or text
