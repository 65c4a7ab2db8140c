"""Each system's side of the seam, with the system's modules played by small fakes."""

import errno
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bridge_server.journal import Ballast, DiskRefused, Full, Locked, this_disk
from bridge_server.journal.disk import MacDisk, OsDisk, PosixDisk, WindowsDisk


class System:
    """Stands in for the module `os`: writes down every call, and raises what it was told to."""

    O_RDWR, O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_DIRECTORY = 2, 1024, 64, 128, 0, 65536

    def __init__(self, **raises: int) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.content = b"4711\n"
        self._raises = raises

    def call(self, name: str, *given: Any) -> None:
        """Note it, or fail."""
        self.calls.append((name, *given))
        if name in self._raises:
            raise OSError(self._raises[name], os.strerror(self._raises[name]))

    def open(self, path: Path, flags: int, mode: int) -> int:
        self.call("open", path.name, flags, mode)
        return 5

    def read(self, handle: int, size: int) -> bytes:
        self.call("read", handle, size)
        return self.content

    def write(self, handle: int, data: bytes | memoryview) -> int:
        self.call("write", handle, bytes(data[:10]))
        return len(data)

    def getpid(self) -> int:
        return 77

    def __getattr__(self, name: str) -> Any:
        if name in ("fsync", "fdatasync", "ftruncate", "lseek", "close", "replace", "remove", "makedirs"):
            return lambda *given, **_: self.call(name, *given)
        raise AttributeError(name)


class Windows(System):
    """There is `O_BINARY`, and neither `fdatasync` nor `O_DIRECTORY`."""

    O_BINARY = 32768

    def __getattr__(self, name: str) -> Any:
        assert name != "fdatasync"
        return super().__getattr__(name)


def control(system: System) -> SimpleNamespace:
    """Stands in for the modules `fcntl` and `msvcrt`."""
    return SimpleNamespace(
        F_FULLFSYNC=51,
        LOCK_EX=2,
        LOCK_NB=4,
        LK_NBLCK=2,
        fcntl=lambda *given: system.call("fcntl", *given),
        flock=lambda *given: system.call("flock", *given),
        locking=lambda *given: system.call("locking", *given),
    )


def test_linux_syncs_bytes_with_fdatasync_and_names_with_fsync() -> None:
    """A directory is opened as one and closed again."""
    system = System()
    disk = PosixDisk(system, control(system))
    disk.datasync(5)
    disk.sync_directory(Path("somewhere"))
    assert system.calls == [("fdatasync", 5), ("open", "somewhere", System.O_DIRECTORY, 0o600), ("fsync", 5), ("close", 5)]


def test_macos_asks_for_a_full_sync() -> None:
    """For bytes and for names: `fsync` alone would leave them in the drive."""
    system = System()
    disk = MacDisk(system, control(system))
    disk.datasync(5)
    disk.sync_directory(Path("somewhere"))
    assert [call for call in system.calls if "sync" in call[0] or call[0] == "fcntl"] == [("fcntl", 5, 51), ("fcntl", 5, 51)]


@pytest.mark.parametrize("unsupported", [errno.ENOTSUP, errno.EINVAL, errno.ENOTTY])
def test_macos_falls_back_where_a_full_sync_is_unknown(unsupported: int) -> None:
    """Some network file systems know `fsync` only."""
    system = System(fcntl=unsupported)
    MacDisk(system, control(system)).datasync(5)
    assert system.calls == [("fcntl", 5, 51), ("fsync", 5)]


def test_macos_does_not_try_again_after_a_failed_full_sync() -> None:
    """An I/O error is an answer."""
    system = System(fcntl=errno.EIO)
    with pytest.raises(OSError, match="Input/output"):
        MacDisk(system, control(system)).datasync(5)
    assert system.calls == [("fcntl", 5, 51)]


def test_windows_uses_fsync_binary_files_and_a_locked_byte() -> None:
    """No directory is synced, and nothing of `fcntl` is ever called."""
    system = Windows()
    disk = WindowsDisk(system, control(system))
    assert disk.open(Path("log"), "append") == 5
    disk.datasync(5)
    disk.sync_directory(Path("somewhere"))
    disk.truncate(5, 9)
    handle = disk.lock(Path("log.lock"))
    disk.unlock(handle)
    assert system.calls == [
        ("open", "log", System.O_RDWR | System.O_APPEND | Windows.O_BINARY, 0o600),
        ("fsync", 5),
        ("ftruncate", 5, 9),
        ("open", "log.lock", System.O_RDWR | System.O_CREAT | Windows.O_BINARY, 0o600),
        ("lseek", 5, 0x7FFF0000, os.SEEK_SET),
        ("locking", 5, 2, 1),
        ("ftruncate", 5, 0),
        ("lseek", 5, 0, os.SEEK_SET),
        ("write", 5, b"77\n"),
        ("close", 5),
    ]


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [(PosixDisk, {"flock": errno.EWOULDBLOCK}), (MacDisk, {"flock": errno.EAGAIN}), (WindowsDisk, {"locking": errno.EACCES})],
)
def test_a_lock_that_is_held_names_its_holder(kind: type[PosixDisk | WindowsDisk], refusal: dict[str, int]) -> None:
    """By the number left in the side file, whose handle is given back; without a number it says so."""
    system = Windows(**refusal)
    with pytest.raises(Locked) as fault:
        kind(system, control(system)).lock(Path("log.lock"))
    assert fault.value.pid == 4711
    assert system.calls[-1] == ("close", 5)
    system.content = b""
    with pytest.raises(Locked) as fault:
        kind(system, control(system)).lock(Path("log.lock"))
    assert fault.value.pid is None


@pytest.mark.parametrize(("kind", "call"), [(PosixDisk, "flock"), (WindowsDisk, "locking")])
def test_a_lock_that_fails_is_not_a_lock_that_is_held(kind: type[PosixDisk | WindowsDisk], call: str) -> None:
    """The error comes through, and the handle is given back."""
    system = Windows(**{call: errno.EIO})
    with pytest.raises(OSError, match="Input/output"):
        kind(system, control(system)).lock(Path("log.lock"))
    assert system.calls[-1] == ("close", 5)


def test_a_full_disk_does_not_stop_a_lock() -> None:
    """The process number is a courtesy."""
    system = System(write=errno.ENOSPC)
    assert PosixDisk(system, control(system)).lock(Path("log.lock")) == 5


def test_the_system_chooses_its_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one place, by its name."""
    system = System()
    monkeypatch.setattr("bridge_server.journal.disk.import_module", lambda _: control(system))
    assert type(this_disk("linux")) is PosixDisk
    assert type(this_disk("darwin")) is MacDisk
    assert type(this_disk("win32")) is WindowsDisk


def test_a_disk_without_preallocation_gets_zeros(tmp_path: Path) -> None:
    """Where the call is missing, and where the file system refuses it."""
    for missing in (True, False):
        system = SimpleNamespace(write=os.write)
        if not missing:
            system.posix_fallocate = lambda *_: System(fallocate=errno.EOPNOTSUPP).call("fallocate")
        path = tmp_path / f"{missing}"
        handle = os.open(path, os.O_RDWR | os.O_CREAT)
        OsDisk(system).allocate(handle, 3_000_000)
        os.close(handle)
        assert path.stat().st_size == 3_000_000


def test_a_ballast_takes_real_room_and_gives_it_back(tmp_path: Path) -> None:
    """Reserving again replaces what an earlier run left; releasing twice is harmless."""
    path = tmp_path / "ballast"
    path.write_bytes(b"left by an earlier run")
    ballast = Ballast(path, size=1_000_000)
    ballast.reserve()
    assert ballast.held
    assert path.stat().st_size == 1_000_000
    assert path.stat().st_blocks * 512 >= 1_000_000
    for _ in range(2):
        ballast.release()
        assert not path.exists()
    assert Ballast(path).size == 32 * 1024 * 1024


@pytest.mark.parametrize(("error", "kind"), [(errno.ENOSPC, Full), (errno.EIO, DiskRefused)])
def test_a_ballast_for_which_there_is_no_room_leaves_nothing(tmp_path: Path, error: int, kind: type[Exception]) -> None:
    """The caller is told, and what was taken so far is given back."""

    class NoRoom(PosixDisk):
        def allocate(self, handle: int, size: int) -> None:
            os.write(handle, bytes(min(size, 100)))
            raise OSError(error, os.strerror(error))

    ballast = Ballast(tmp_path / "ballast", disk=NoRoom())
    with pytest.raises(kind):
        ballast.reserve()
    assert not ballast.held
    assert list(tmp_path.iterdir()) == []
