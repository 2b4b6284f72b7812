"""deploy/backup.sh writes dated files, keeps the newest, and never replaces good backups by a failed one."""

import gzip
import subprocess

import pytest


@pytest.fixture
def folder(tmp_path):
    """A folder with three older backups, and a file of somebody else."""
    for day in (1, 2, 3):
        (tmp_path / f"advisor-2026010{day}T021500Z.gz").write_bytes(gzip.compress(b"old"))
    (tmp_path / "advisor-notes.txt").write_text("mine")
    return tmp_path


def run(project, folder, keep, command):
    return subprocess.run(
        [project / "deploy" / "backup.sh", folder, str(keep), "sh", "-c", command], capture_output=True, text=True
    )


def names(folder):
    return sorted(file.name for file in folder.iterdir())


def test_the_newest_are_kept_and_others_files_are_left_alone(project, folder):
    done = run(project, folder, 2, "echo content | gzip")
    newest = done.stdout.strip().removeprefix(f"{folder}/")
    assert (done.returncode, gzip.decompress((folder / newest).read_bytes())) == (0, b"content\n")
    assert names(folder) == sorted(["advisor-20260103T021500Z.gz", "advisor-notes.txt", newest])
    assert (folder / newest).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "command", ["echo content | gzip; exit 1", "echo damaged", "true"], ids=["fails", "no gzip", "empty"]
)
def test_a_failed_backup_leaves_everything_as_it_was(project, folder, command):
    before = names(folder)
    assert run(project, folder, 1, command).returncode != 0
    assert names(folder) == before
