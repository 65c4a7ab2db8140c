"""The three marks of a point, never mixed: its check-in, its page's line, its sound and picture. Each with its word."""

from bridge_server.reports import times
from console.lines import Line, Span
from console.roll import Standing
from console.scene import Scene

from .clocks import MINUTE, clock


def check_in_mark(scene: Scene, stands: Standing) -> Span:
    """The first mark."""
    marks = scene.glyphs
    match stands.check_in:
        case "present" | "online":
            return marks.checked_in, "good"
        case "absent_with_leave":
            return marks.absent_leave, "warn"
        case "absent":
            return marks.absent, "bad"
    return marks.not_reported, "warn"


def line_mark(scene: Scene, stands: Standing) -> Span:
    """The second mark: the page's own line, which is not the video system's."""
    if stands.line is None:
        return scene.glyphs.line_unknown, "dim"
    return (scene.glyphs.line_up, "good") if stands.line else (scene.glyphs.line_lost, "bad")


def av_mark(scene: Scene, stands: Standing) -> Span:
    """The third mark: sound and picture, as reported."""
    if stands.faults:
        return scene.glyphs.av_fault, "bad"
    return (scene.glyphs.av_good, "good") if stands.av_good else (scene.glyphs.av_unknown, "dim")


def three(scene: Scene, stands: Standing) -> Line:
    """All three, a cell each."""
    return check_in_mark(scene, stands), line_mark(scene, stands), av_mark(scene, stands)


def check_in_words(scene: Scene, stands: Standing) -> str:
    """What was reported."""
    if stands.missing:
        return scene.say("label.point-unreported")
    return scene.say("label.mode-in_person" if stands.check_in == "present" else f"label.mode-{stands.check_in}")


def line_words(scene: Scene, stands: Standing) -> str:
    """How the page's line is."""
    if stands.line is None:
        return scene.say("console.page-unknown")
    if stands.line:
        return scene.say("console.page-up")
    gone = max(0, scene.now - stands.line_since)
    told = times.minutes if gone >= MINUTE else times.duration
    return scene.say("console.page-lost", duration=told(scene.lang, gone))


def av_words(scene: Scene, stands: Standing) -> str:
    """Sound and picture."""
    if stands.faults:
        return ", ".join(scene.say(f"label.fault-{kind}") for kind in stands.faults)
    return scene.say("console.av-good" if stands.av_good else "console.av-unknown")


def in_words(scene: Scene, stands: Standing) -> list[Line]:
    """The three marks, each before its words."""
    parts = (
        (check_in_mark(scene, stands), check_in_words(scene, stands)),
        (line_mark(scene, stands), line_words(scene, stands)),
        (av_mark(scene, stands), av_words(scene, stands)),
    )
    return [(mark, (f" {words}", "" if mark[1] == "good" else mark[1])) for mark, words in parts]


def since(scene: Scene, instant: int) -> str:
    """ "từ 09:12"."""
    return scene.say("console.since", clock=clock(scene, instant))
