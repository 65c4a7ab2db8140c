"""What comes of every action of the board, and what the meeting makes of it."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from bridge_server.meeting import HOST, SECRETARY, Author, Command, Event
from bridge_server.meeting import commands as c
from bridge_server.meeting.events import roll as events
from bridge_server.meeting.values import MINUTE, Audience, Speaker
from bridge_server.wire.roll_frames import ContactRow
from bridge_server.words import LANGUAGES
from console.actions.action import Action, with_telex
from console.actions.board import ACTIONS, check_in_form
from console.actions.every import actions, word
from console.forms import Choice, Compose, Confirm, Effect, Find, Form, Go, Not, Text, Wrong
from tests.console.board_kit import Desk, filled, province, small, wards
from tests.meeting.kit import AN_XUAN, HA_LAM, HALL, TAM_KY, TAN_THANH, clock

BY_ID = {action.id: action for action in ACTIONS}


def does(desk: Desk, ident: str, point: str) -> Effect:
    """What comes of an action for a row."""
    return BY_ID[f"board.{ident}"].do(desk.scene(point))


def form_of(effect: Effect) -> Form:
    """The form that it is."""
    assert isinstance(effect, Form), effect
    return effect


def sent(desk: Desk, effect: Effect, **given: Any) -> tuple[Event, ...]:
    """What the meeting makes of it, a form being sent as it stands but for what is given."""
    made = form_of(effect).build(filled(effect, **given)) if isinstance(effect, Form) else effect
    assert not isinstance(made, Not | Wrong | Form | Compose | Confirm | Find | Go | None), made
    return desk.says(SECRETARY if desk.role == "secretary" else HOST, made)


def wrong(effect: Effect, **given: Any) -> Wrong:
    """What is wrong with a filled form."""
    form = form_of(effect)
    made = form.build(filled(form, **given))
    assert isinstance(made, Wrong), made
    assert made.key in {"", *(field.key for field in form.fields)}
    assert made.text
    return made


def opened(desk: Desk) -> Desk:
    """The meeting has begun."""
    desk.now = clock(5)
    desk.host(c.OpenMeeting())
    return desk


# --- the list of actions itself ---


def test_every_action_has_words_in_both_languages() -> None:
    """Its name, a short one for the footer, a sentence for the help."""
    for action in ACTIONS:
        for lang in LANGUAGES:
            assert all(word(lang, action, form) for form in ("", "short", "help")), action.id


def test_no_two_actions_share_a_key() -> None:
    """Neither on the board nor with those that work everywhere; nor with the keys that move and leave; whatever Telex makes."""
    everywhere = [action for action in actions().values() if action.where == "app"]
    keys = Counter(key for action in (*ACTIONS, *everywhere) for key in with_telex(action.keys).split(",") if key)
    assert {key for key, times in keys.items() if times > 1} == set()
    kept = {"f1", "question_mark", "ctrl+p", "ctrl+q", "u", "U", "ctrl+z", "f2", "escape", "tab", "enter", "up", "down", "w", "W"}
    assert not {key for action in ACTIONS for key in action.keys.split(",")} & kept
    assert all(action.keys for action in ACTIONS)
    assert sum(action.foot > 0 for action in ACTIONS) <= 10


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_without_a_row_an_action_says_so_and_never_fails(action: Action) -> None:
    """Nothing selected, and a row that is gone."""
    for point in ("", "nobody", "no/body"):
        effect = action.do(small().scene(point))
        assert not isinstance(effect, Form) or action.id in ("board.reopen",)
        if isinstance(effect, Not):
            assert effect.text


# --- check-ins ---


def test_one_key_says_present_by_phone() -> None:
    """At the hall's own roll: as the hall saw it."""
    desk = small()
    assert sent(desk, does(desk, "present", AN_XUAN)) == (events.CheckedIn(AN_XUAN, "in_person", "phone"),)
    assert sent(desk, does(desk, "present", f"{HALL}/so-nv")) == (events.CheckedIn(HALL, "in_person", "hall", "so-nv"),)


def test_one_key_never_overwrites_what_was_reported() -> None:
    """Who is there is there; who was absent may be present now."""
    desk = small()
    desk.says(Author("point", AN_XUAN), c.CheckIn(AN_XUAN, total=12))
    effect = does(desk, "present", AN_XUAN)
    assert isinstance(effect, Not)
    assert "07:40" in effect.text
    desk.host(c.CheckIn(TAN_THANH, "absent", "phone"))
    assert sent(desk, does(desk, "present", TAN_THANH)) == (events.CheckedIn(TAN_THANH, "in_person", "phone"),)


def test_the_form_sent_at_once_says_present_by_phone() -> None:
    """Typing is never needed."""
    desk = small()
    assert sent(desk, does(desk, "check-in", AN_XUAN)) == (events.CheckedIn(AN_XUAN, "in_person", "phone"),)


def test_the_form_says_everything() -> None:
    """Leader, post, in whose place, heads, a slip with its time."""
    desk = small()
    at = desk.now - 12 * MINUTE
    given = {
        "mode": "online", "leader": "yes", "name": "Lê Thị Lan", "post": "Phó Chủ tịch", "in_place_of": "Chủ tịch",
        "total": 14, "source": "paper", "made_at": at,
    }  # fmt: skip
    who = Speaker("Lê Thị Lan", "Phó Chủ tịch", "Chủ tịch")
    found = sent(desk, does(desk, "check-in", AN_XUAN), **given)
    assert found == (events.CheckedIn(AN_XUAN, "online", "paper", "", True, who, 14, (), "", at),)


def test_the_form_begins_with_what_is_known() -> None:
    """A revision starts from the last report and keeps its counts; names of before and contacts are offered."""
    desk = small()
    desk.contacts = {TAM_KY: (ContactRow(TAM_KY, "Phạm Đức Thuận", "Văn phòng", ("0905",)),)}
    leader = Speaker("Lê Thị Lan", "Chủ tịch")
    desk.says(Author("point", TAM_KY), c.CheckIn(TAM_KY, leader_present=True, leader=leader, operator="Hà"))
    counts = (("H1", 2), ("H2", 5))
    desk.says(Author("point", TAM_KY), c.CheckIn(TAM_KY, leader_present=True, total=9, counts=counts, operator="Hà"))
    form = form_of(does(desk, "check-in", TAM_KY))
    fields = {field.key: field for field in form.fields}
    name = fields["name"]
    assert isinstance(name, Text)
    assert name.offers == ("Lê Thị Lan", "Phạm Đức Thuận")
    assert "9" in form.about
    (event,) = sent(desk, form, total=8)
    assert isinstance(event, events.CheckedIn)
    assert (event.total, event.counts, event.operator) == (8, counts, "Hà")
    (event,) = sent(desk, does(desk, "check-in", TAM_KY), total=3)
    assert isinstance(event, events.CheckedIn)
    assert event.counts == ()


def test_what_cannot_be_is_told_at_its_field() -> None:
    """Absent with heads, a leader who is away with a name, a slip without time, a time ahead."""
    desk = small()
    form = does(desk, "check-in", AN_XUAN)
    assert "vắng" in wrong(form, mode="absent", total=4).text
    assert wrong(form, leader="no", name="Lê Thị Lan").key == "leader"
    assert wrong(form, source="paper").key == "made_at"
    assert wrong(form, made_at=desk.now + 60 * MINUTE).key == "made_at"


def test_shown_times_are_the_corrected_ones() -> None:
    """A clock that was corrected shifts what is typed back to what is recorded."""
    desk = small()
    desk.host(c.CorrectClock(10 * MINUTE))
    (event,) = sent(desk, does(desk, "check-in", AN_XUAN), source="paper", made_at=desk.now + 5 * MINUTE)
    assert isinstance(event, events.CheckedIn)
    assert event.made_at == desk.now - 5 * MINUTE


def test_absent_with_leave_and_its_reason() -> None:
    """The reason may stay empty."""
    desk = small()
    assert sent(desk, does(desk, "leave", AN_XUAN)) == (events.CheckedIn(AN_XUAN, "absent_with_leave", "phone"),)
    (event,) = sent(desk, does(desk, "leave", AN_XUAN), reason="mưa lũ")
    assert isinstance(event, events.CheckedIn)
    assert event.reason == "mưa lũ"
    (event,) = sent(desk, does(desk, "leave", f"{HALL}/ubnd"))
    assert isinstance(event, events.CheckedIn)
    assert (event.agency, event.source) == ("ubnd", "hall")


def test_a_check_in_is_taken_back() -> None:
    """Only where there is one."""
    desk = small()
    assert isinstance(does(desk, "void", AN_XUAN), Not)
    desk.host(c.CheckIn(AN_XUAN, "in_person", "phone"))
    assert sent(desk, does(desk, "void", AN_XUAN)) == (events.CheckInVoided(AN_XUAN),)
    desk.host(c.CheckIn(HALL, "in_person", "hall", "ubnd"))
    assert sent(desk, does(desk, "void", f"{HALL}/ubnd"), reason="nhầm") == (events.CheckInVoided(HALL, "ubnd", "nhầm"),)


@pytest.mark.parametrize(("ident", "event"), [("late", events.ArrivedLate), ("left", events.LeftEarly)])
def test_late_and_left_are_now_to_the_minute(ident: str, event: Any) -> None:
    """Unless another time is typed; nobody who is not there."""
    desk = opened(small())
    desk.now = clock(12) + 34_000
    assert isinstance(does(desk, ident, AN_XUAN), Not)
    desk.host(c.CheckIn(AN_XUAN, "in_person", "phone"))
    assert sent(desk, does(desk, ident, AN_XUAN)) == (event(AN_XUAN, clock(12)),)
    assert sent(desk, does(desk, ident, AN_XUAN), at=clock(7)) == (event(AN_XUAN, clock(7)),)
    assert wrong(does(desk, ident, AN_XUAN), at=clock(40)).key == "at"


# --- the roll closed ---


def test_closing_shows_the_figures_it_stamps() -> None:
    """By tier, all, the hall, who is missing; then it cannot be closed again."""
    desk = small()
    desk.host(c.CheckIn(AN_XUAN, "in_person", "phone", total=7), c.CheckIn(HALL, "in_person", "hall", "ubnd"))
    effect = does(desk, "close", "")
    assert isinstance(effect, Confirm)
    told = "\n".join(effect.text)
    assert "có mặt 1/3" in told
    assert "có mặt 2/6" in told
    assert "7 đại biểu" in told
    assert "Còn 4 điểm cầu" in told
    assert sent(desk, effect.then())[0].type == "RollClosed"
    assert isinstance(does(desk, "close", ""), Not)


def test_after_closing_only_the_secretary_corrects_with_a_reason() -> None:
    """The host is told whom to ask; the secretary's quick key asks for the reason."""
    desk = small()
    desk.host(c.CheckIn(TAM_KY, "in_person", "phone"), c.CloseRoll())
    for ident in ("check-in", "present", "leave"):
        effect = does(desk, ident, AN_XUAN)
        assert isinstance(effect, Not)
        assert "thư ký" in effect.text
    for ident in ("void", "late"):
        assert isinstance(does(desk, ident, TAM_KY), Not)
    desk.role = "secretary"
    for ident, point in (("present", AN_XUAN), ("leave", TAN_THANH), ("check-in", HA_LAM), ("late", TAM_KY), ("void", TAM_KY)):
        form = form_of(does(desk, ident, point))
        assert wrong(form, reason=" ").text
        assert getattr(sent(desk, form)[0], "reason", "")


def test_a_closing_too_early_is_taken_back() -> None:
    """With a reason; only a closed roll."""
    desk = small()
    assert isinstance(does(desk, "reopen", ""), Not)
    desk.host(c.CloseRoll())
    assert wrong(does(desk, "reopen", ""), reason="").key == "reason"
    assert sent(desk, does(desk, "reopen", ""))[0].type == "RollReopened"


# --- phone, messages, faults ---


@pytest.mark.parametrize(("ident", "outcome"), [("called", "called"), ("no-answer", "no_answer"), ("promised", "promised")])
def test_a_call_is_one_key(ident: str, outcome: Any) -> None:
    """For an agency: its point was phoned."""
    desk = small()
    assert sent(desk, does(desk, ident, AN_XUAN)) == (events.CallRecorded(AN_XUAN, outcome),)
    assert sent(desk, does(desk, ident, f"{HALL}/ubnd")) == (events.CallRecorded(HALL, outcome),)


def test_a_call_with_what_was_said() -> None:
    """Outcome and note."""
    desk = small()
    event = events.CallRecorded(AN_XUAN, "promised", "5 phút nữa vào")
    assert sent(desk, does(desk, "call-note", AN_XUAN), outcome="promised", note=" 5 phút nữa vào ") == (event,)


def test_a_message_to_the_point_alone() -> None:
    """Empty ones are not sent."""
    desk = small()
    assert wrong(does(desk, "message", AN_XUAN)).key == "text"
    (event,) = sent(desk, does(desk, "message", AN_XUAN), text="Mời vào họp")
    assert event.audience == Audience("point", AN_XUAN)  # type: ignore[union-attr]


def test_a_message_to_the_points_of_a_parent() -> None:
    """Of a parent its children; of a commune those of its district; tiers and all as well."""
    desk = small()
    for point, of in ((TAM_KY, TAM_KY), (AN_XUAN, TAM_KY)):
        (event,) = sent(desk, does(desk, "message-below", point), text="Mời vào họp")
        assert event.audience == Audience("children", of)  # type: ignore[union-attr]
    form = form_of(does(desk, "message-below", AN_XUAN))
    choice = form.fields[1]
    assert isinstance(choice, Choice)
    for number, (key, _) in enumerate(choice.options):
        (event,) = sent(desk, form, text="Mời vào họp", to=key)
        scopes = ("children", "tier", "tier", "tier", "all")
        assert event.audience.scope == scopes[number]  # type: ignore[union-attr]


def test_faults_are_noted_and_cleared() -> None:
    """Only kinds that are not open are offered; one open fault is cleared with one key, of several one is chosen."""
    desk = small()
    assert isinstance(does(desk, "clear", AN_XUAN), Not)
    assert sent(desk, does(desk, "fault", AN_XUAN), text="rè") == (events.FaultReported(AN_XUAN, "sound", "rè"),)
    assert sent(desk, does(desk, "fault", AN_XUAN)) == (events.FaultReported(AN_XUAN, "picture"),)
    assert sent(desk, does(desk, "clear", AN_XUAN), kind="picture") == (events.FaultCleared(AN_XUAN, "picture"),)
    assert sent(desk, does(desk, "clear", AN_XUAN)) == (events.FaultCleared(AN_XUAN, "sound"),)
    for _ in range(3):
        sent(desk, does(desk, "fault", AN_XUAN))
    assert isinstance(does(desk, "fault", AN_XUAN), Not)


def test_sound_and_picture_are_good() -> None:
    """What was faulty is over."""
    desk = small()
    desk.host(c.ReportFault(AN_XUAN, "sound"))
    found = sent(desk, does(desk, "av", AN_XUAN))
    assert [event.type for event in found] == ["FaultCleared", "AvConfirmed"]
    assert desk.roll[AN_XUAN].av_good


# --- the floor ---


def test_a_request_for_who_phoned() -> None:
    """For an agency: at the hall. One that waits already is told."""
    desk = opened(small())
    (event,) = sent(desk, does(desk, "ask", AN_XUAN), subject="hạ tầng", name="Lan")
    assert (event.origin, event.subject, event.speaker) == ("phone", "hạ tầng", Speaker("Lan"))  # type: ignore[union-attr]
    effect = does(desk, "ask", AN_XUAN)
    assert isinstance(effect, Not)
    assert "An Xuân" in effect.text
    (event,) = sent(desk, does(desk, "ask", f"{HALL}/so-nv"))
    assert (event.agency, event.origin) == ("so-nv", "hall")  # type: ignore[union-attr]


def test_calling_on_a_row_ends_who_speaks() -> None:
    """With what is seen speaking as its premise; not before the meeting is open."""
    desk = small()
    assert isinstance(does(desk, "call-on", AN_XUAN), Not)
    opened(desk)
    sent(desk, does(desk, "call-on", AN_XUAN))
    effect = does(desk, "call-on", f"{HALL}/so-nv")
    assert effect == c.CallOn(HALL, "so-nv", replacing=desk.meeting.speaking)
    assert [event.type for event in sent(desk, effect)] == ["TurnEnded", "SpeakerCalled", "FloorGiven"]


# --- what is listed ---


def test_the_points_under_a_row() -> None:
    """A parent's children; of a commune those beside it."""
    desk = small()
    assert does(desk, "family", TAM_KY) == Go("board", f":parent {TAM_KY}")
    assert does(desk, "family", AN_XUAN) == Go("board", f":parent {TAM_KY}")
    assert does(desk, "family", f"{HALL}/ubnd") == Go("board", f":parent {HALL}")


def test_a_parent_is_picked_without_accents() -> None:
    """Every point that has others under it; all of them first."""
    desk = province()
    effect = does(desk, "parent", "")
    assert isinstance(effect, Find)
    assert len(effect.search("")) == 20
    assert effect.then(effect.search("")[0]) == Go("board", ":parent")
    assert effect.then(effect.search("nam tra my")[0]) == Go("board", ":parent 516")


def test_filters_say_so_to_the_board() -> None:
    """A digit each, in the order of the chips."""
    desk = wards()
    for digit, state in enumerate(("all", "missing", "absent", "present", "lost", "fault", "late", "unspoken", "hall", "break")):
        action = BY_ID[f"board.show-{state}"]
        assert action.keys == str(digit)
        assert action.do(desk.scene()) == Go("board", f":state {state}")
        assert not action.writes


def test_a_secretary_is_told_what_the_host_alone_may_do() -> None:
    """The roll is a secretary's too; the floor and messages are not."""
    desk = opened(small())
    desk.role = "secretary"
    for ident in ("message", "fault", "av", "ask", "call-on"):
        assert isinstance(does(desk, ident, AN_XUAN), Not), ident
    for ident in ("present", "called"):
        assert not isinstance(does(desk, ident, AN_XUAN), Not), ident


def test_the_form_is_there_for_any_search() -> None:
    """What the main screen opens for a point that was looked for."""
    desk = small()
    assert isinstance(check_in_form(replace(desk.scene(), point=""), HA_LAM), Form)
    assert isinstance(check_in_form(desk.scene(), "nobody"), Not)


def test_commands_are_never_refused_for_what_was_shown() -> None:
    """What an action makes for a fresh meeting, the meeting takes: for every point of the province."""
    desk = province()
    for point in list(desk.meeting.points)[::9]:
        for ident in ("present", "called", "av"):
            effect = does(desk, ident, point)
            assert isinstance(effect, Command.__args__)
            desk.host(effect)
