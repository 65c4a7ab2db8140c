"""The files of a session belong to whoever runs the hub: nobody else on the machine reads them, and nobody by the web."""

import os
import stat
from pathlib import Path

import pytest

from bridge_server.hub.notice import NOTICE
from bridge_server.hub.opening import LOCK
from bridge_server.hub.serve import HUB_LOG, RESERVE
from bridge_server.journal import LOG

from .kit import ROOT
from .test_security_kit import dialled, ended, process, served

pytestmark = [pytest.mark.asyncio, pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")]


def modes(directory: Path) -> dict[str, str]:
    """Type and mode of the directory and everything in it that is not for its owner alone."""
    found = [directory, *directory.rglob("*")]
    wanted = {path: 0o700 if path.is_dir() else 0o600 for path in found}
    told = {path: stat.S_IMODE(path.lstat().st_mode) for path in found}
    return {str(path.relative_to(directory)): oct(told[path]) for path in found if told[path] != wanted[path]}


async def test_everything_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Prepared, served, rehearsed, stopped and continued with a umask of 0: files are 0600, folders 0700, at every moment;
    and none of them can be had by its name over HTTP."""
    (tmp_path / "agenda.json").write_bytes((ROOT / "agenda.json").read_bytes())
    (tmp_path / "contacts.csv").write_text("point;phones\n20335;0905123457\n", encoding="utf-8")
    directory = tmp_path / "hop"
    with process("prepare", tmp_path / "agenda.json", "--session", directory, "--port", "0", umask=0) as child:
        await ended(child)
        assert child.returncode == 0
    assert modes(directory) == {}
    for options in ((), ("--rehearsal",)):
        with process("serve", directory, *options, umask=0) as child:
            notice = await served(child, directory)
            there = {str(path.relative_to(directory)) for path in directory.rglob("*")}
            assert {NOTICE, HUB_LOG, LOCK, RESERVE, LOG} <= {Path(name).name for name in there}
            assert modes(directory) == {}
            for name in sorted(there):
                async with dialled(notice.port) as raw:
                    assert await raw.request(f"/{name}") == 404
            await ended(child, asked=True)
        assert child.returncode == 0
        assert modes(directory) == {}
    assert (directory / "rehearsal-1" / LOG).is_file()
    with process("continue", directory, "--into", tmp_path / "tiep", umask=0) as child:
        await ended(child)
        assert child.returncode == 0
    inside = modes(tmp_path / "tiep")
    assert "." not in inside  # nobody else gets into the folder, whatever the modes of folders within
    assert not [name for name in inside if (tmp_path / "tiep" / name).is_file()]


async def test_what_was_cut_off_a_log_is_for_its_owner_too(tmp_path: Path) -> None:
    """The torn end of a log is kept beside it: it may hold a check-in, and has the same mode."""
    with process("prepare", ROOT / "agenda.json", "--session", tmp_path / "hop", "--port", "0", umask=0) as child:
        await ended(child)
        assert child.returncode == 0
    with (tmp_path / "hop" / LOG).open("ab") as log:
        log.write(b'{"n":1,"at":1717000000000,"by":"ho')
    with process("serve", tmp_path / "hop", umask=0) as child:
        await served(child, tmp_path / "hop")
        await ended(child, asked=True)
        assert child.returncode == 0
    assert [path for path in (tmp_path / "hop").iterdir() if "torn" in path.name]
    assert modes(tmp_path / "hop") == {}
