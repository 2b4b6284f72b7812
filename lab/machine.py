"""What a run was made on."""

import os
import platform
from pathlib import Path

import psutil


def machine() -> dict[str, str]:
    """Return what figures depend on. Nothing in it names this machine."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = {line.partition(":")[2].strip() for line in lines if line.startswith("model name")}
    return {
        "processor": " and ".join(sorted(models)) or platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": f"{psutil.virtual_memory().total / 1e9:.0f} GB",
        "system": f"{platform.system()} {platform.release()}",
    }
