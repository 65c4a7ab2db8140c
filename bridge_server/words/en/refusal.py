"""Why a command was not accepted, and the way out."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    # rights
    "not-allowed": "The role {role} may not do this; please ask the host.",
    "not-your-point": "This belongs to {name}; please use the code of that point, or ask the host to note it.",
    # ids that do not exist
    "unknown-point": 'There is no point with the id "{point}" in the roster; please check the id.',
    "unknown-tier": 'The roster has no tier "{tier}"; its tiers are: {known}.',
    "unknown-item": 'The programme has no item with the id "{item}"; please choose one of the programme.',
    "unknown-slot": 'The programme has no contribution with the id "{slot}"; please choose one of the programme.',
    "unknown-turn": 'There is no contribution with the id "{turn}"; please choose one of the list.',
    "unknown-agency": 'The agency "{agency}" does not attend at {name}; please choose another agency or point.',
    "unknown-notice": 'There is no message with the id "{notice}"; please load the page again.',
    "unknown-note": 'There is no note with the id "{note}"; please choose another.',
    "unknown-conclusion": 'There is no conclusion with the id "{conclusion}"; please choose another.',
    "unknown-category": 'The category "{category}" is not invited at this tier; please choose one of: {known}.',
    "unknown-record": "The log has no record {record}; please check the number.",
    # overtaken
    "overtaken": "Things have just changed, it is now: {now}; please look again and go on from there.",
    "overtaken-running": "The programme has just moved on to {now}; please look again and go on from there.",
    "overtaken-running-none": "The item before has just ended and none has started; please look again and go on from there.",
    "overtaken-speaking": "{now} is speaking now; please look again and go on from there.",
    "overtaken-speaking-none": "The speaker before has just ended and nobody speaks; please look again and go on from there.",
    "overtaken-action": "Record {now} builds on record {seen}; please undo record {now} first.",
    # the meeting
    "already-open": "The meeting is open since {opened_at}; it need not be opened again.",
    "not-open": "This is possible only while the meeting is in session; it is now: {phase}.",
    "already-opened-once": "This is possible only before the meeting opens, and it opened at {opened_at}; "
    "please change single items, adjourn or resume.",
    "meeting-closed": "The meeting was closed at {closed_at}; to go on, the host can reopen it.",
    "not-closed": "The meeting is not closed (it is now: {phase}), so it need not be reopened.",
    "not-adjourned": "The meeting is not adjourned (it is now: {phase}); only an adjourned meeting can be resumed.",
    "in-the-future": "The time given ({said_at}) is later than now ({now_at}); please check it.",
    "in-the-past": "The time given ({said_at}) is past, it is now {now_at}; please choose a time to come.",
    # the programme
    "item-running": "{item} is running since {started_at}; if need be, please end it first.",
    "item-not-running": "{item} is not running; please choose the running item.",
    "item-skipped": "{item} has been skipped; if it is needed, please restore it first.",
    "item-not-skipped": "{item} is in the programme; it need not be restored.",
    "same-place": "{id} stands there already; please choose another place.",
    "reason-needed": "This needs a reason; please give one and try again.",
    "already-paused": "The clock is paused since {paused_at}; please press “Resume” when ready.",
    "not-paused": "The clock is not paused, so it need not be resumed.",
    "no-run": "There is no time yet that could be paused or corrected; please start or end something first.",
    "bad-correction": "The time {said_at} does not fit; please choose one from {earliest_at} to {latest_at}.",
    "lapsed": "This was about {what}, which is over; if it is still needed, please do it again.",
    # the floor
    "list-closed": "The list was closed at {closed_at}. You are invited to send your opinion in writing.",
    "list-already-closed": "The list of requests was closed at {closed_at}; it need not be closed again.",
    "list-already-open": "The list of requests is open; it need not be opened again.",
    "already-waiting": "{name} asked for the floor at {asked_at} and waits its turn; to change the request, withdraw it first.",
    "already-speaking": "{name} is speaking; there is no need to ask or to call again.",
    "turn-over": "The contribution of {name} is in the state “{state}” and cannot be changed; "
    "if need be, please call on them once more.",
    "turn-not-waiting": "The contribution of {name} is in the state “{state}” and does not wait; please choose another.",
    "turn-not-on-standby": "The contribution of {name} is in the state “{state}”; only one on standby can be sent back.",
    "turn-not-speaking": "The contribution of {name} is in the state “{state}”; please choose the one that is speaking.",
    "turn-not-held": "The contribution of {name} is in the state “{state}”; only a held one can go on.",
    "turn-not-passed": "The contribution of {name} is in the state “{state}”; "
    "only one that was passed or could not be placed can be returned.",
    "turn-withdrawn": "{name} withdrew its request at {withdrawn_at}; to hear it all the same, call on it by name.",
    "turn-removed": "The contribution of {name} was undone; if it is needed, please add it again.",
    "not-a-request": "{name} does not speak by request; please choose one of the list of requests.",
    "not-a-slot": "{name} does not speak by the programme; please choose one of the programme.",
    "no-change": "This has been noted before and changes nothing; there is no need to do it again.",
    "other-item": "{id} belongs to another item ({item}); please choose another contribution, or move to that item first.",
    "hall-needs-no-ready": "{name} speaks in the hall and need not say that it is ready.",
    # the roll
    "roll-closed": "The roll was closed at {closed_at}; for a correction please tell the secretary.",
    "roll-already-closed": "The roll was closed at {closed_at}; it need not be closed again.",
    "roll-not-closed": "The roll is not closed, so it need not be reopened.",
    "not-checked-in": "{name} is not checked in as present; please check it in first.",
    "paper-needs-time": "A check-in from paper needs the time written there; please add it.",
    "wrong-source": "This cannot be noted as “{source}”; please choose: {allowed}.",
    "absent-cannot-count": "{name} is reported absent and has no delegates; "
    "please take out the number and the leader, or report it present.",
    "counts-exceed-total": "The categories add up to {counted} delegates, more than the total of {total}; please check.",
    "duplicate-category": 'The category "{category}" is given twice; please put the two together.',
    "leader-absent": "{name} says that no leader is present but names one; please take out the name, or say that one is present.",
    "no-fault": "{name} has no open fault “{kind}”; please check the kind.",
    "fault-known": "{name} has reported “{kind}” at {reported_at}; there is no need to report it again, "
    "please say when it is over.",
    # notices, notes, conclusions
    "not-for-you": "{name} is not among the recipients of this message and need not acknowledge it.",
    "already-removed": 'The note or conclusion "{id}" was struck out before; if it is needed, please write a new one.',
    "not-a-draft": 'The conclusion "{conclusion}" is no longer a draft; to change it, please revise it.',
    "bad-date": '"{date}" is not a date; please write year-month-day, like 2024-06-30.',
    "empty-text": "Nothing is written; please write something and send it again.",
    # undo, a new agenda
    "not-undoable": "Record {record} cannot be undone; only what the host did to the programme and the floor can.",
    "already-undone": "Record {record} was undone by record {by}; to do it again, please undo record {by}.",
    "other-roster": 'The new agenda uses the roster "{roster}", this meeting uses "{own}"; '
    "please correct it, or prepare a new meeting.",
    "duplicate-id": 'The id "{id}" is used twice; please change one of the two.',
}
