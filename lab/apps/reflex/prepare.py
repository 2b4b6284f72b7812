"""Install Bun, which Reflex builds its pages with, and build them."""

import subprocess
import sys
from pathlib import Path

BUN = "bun@1.4.5"
REFLEX = Path(sys.executable).with_name("reflex")

subprocess.run(["npm", "install", "--no-save", BUN], check=True)  # noqa: S607
subprocess.run([REFLEX, "export", "--frontend-only", "--no-zip"], check=True)
