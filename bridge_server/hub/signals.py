"""How a process of ours is asked to stop."""

import asyncio
import signal
import sys


def stop_signals() -> tuple[signal.Signals, ...]:
    """The signals that ask to stop: a terminal that goes too, unless this process was told not to mind (`nohup`)."""
    minds = [one for one in signal.Signals if one.name == "SIGHUP" and signal.getsignal(one) is not signal.SIG_IGN]
    return (signal.SIGTERM, signal.SIGINT, *minds)


def stop_signal() -> "asyncio.Future[str]":
    """Done with the name of the signal that asks this process to stop."""
    loop = asyncio.get_running_loop()
    stopped: asyncio.Future[str] = loop.create_future()

    def stop(name: str) -> None:
        if not stopped.done():
            stopped.set_result(name)

    for one in stop_signals():
        if sys.platform == "win32":
            signal.signal(one, lambda number, _frame: loop.call_soon_threadsafe(stop, signal.Signals(number).name))
        else:
            loop.add_signal_handler(one, stop, one.name)
    return stopped
