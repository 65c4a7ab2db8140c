"""Random meetings of everybody at once: no order of commands leads anywhere a meeting cannot be."""

from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bridge_server.meeting import Author, Command, Refused, apply, decide, digest

from .invariants import check
from .kit import MORNING, THREE_TIERS, TWO_TIERS, WARDS, Live, replay
from .random_commands import BY_NAME, OFTEN, fill, random_author

STEPS = (0, 0, 1, 30_000, 60_000, 60_000, 180_000, 600_000)
KINDS = st.one_of(st.sampled_from(OFTEN), st.sampled_from(sorted(BY_NAME)))


class AnyMeeting(RuleBasedStateMachine):
    """A meeting of two or three tiers under commands of all roles, with its log folded a second time beside it."""

    live: Live

    @initialize(three=st.booleans(), open_at_once=st.booleans())
    def begin(self, three: bool, open_at_once: bool) -> None:
        """A meeting before its opening, or just opened."""
        self.live = Live(MORNING, THREE_TIERS) if three else Live(WARDS, TWO_TIERS)
        self.twin = replay(self.live.agenda, self.live.roster, ())
        self.digests = [self.live.digest]
        if open_at_once:
            self.send("OpenMeeting", 0, 0)

    @rule(kind=KINDS, seed=st.integers(0, 2**32), step=st.sampled_from(STEPS))
    def send(self, kind: str, seed: int, step: int) -> None:
        """Somebody sends a command; it is accepted, or refused and nothing has changed."""
        live, dice = self.live, Random(seed)
        live.now += step
        author = random_author(live.meeting, BY_NAME[kind], dice)
        command = fill(BY_NAME[kind], live.meeting, live.now, author, dice)
        try:
            live.does(author, command, f"c{live.last}")
        except Refused:
            return
        apply(self.twin, live.log[-1])
        self.digests.append(live.digest)

    @rule(seed=st.integers(0, 2**32))
    def drop_a_batch(self, seed: int) -> None:
        """A batch of several commands is decided on one draft, and the disk fails: nothing has happened."""
        draft, dice = self.live.meeting.draft(), Random(seed)
        for _ in range(3):
            author, command = self.somebody(dice)
            try:
                decide(draft, command, author, self.live.now)
            except Refused:
                continue
        assert digest(self.live.meeting) == self.digests[-1]
        assert digest(draft) == self.digests[-1]

    def somebody(self, dice: Random) -> tuple[Author, Command]:
        """A random command."""
        kind = BY_NAME[dice.choice(OFTEN)]
        author = random_author(self.live.meeting, kind, dice)
        return author, fill(kind, self.live.meeting, self.live.now, author, dice)

    @invariant()
    def holds(self) -> None:
        """The invariants, and the same state from the log alone, also after a refusal."""
        if hasattr(self, "live"):
            check(self.live.meeting, self.live.now)
            assert self.live.digest == digest(self.twin) == self.digests[-1]

    def teardown(self) -> None:
        """Every prefix of the log replays to the state of its time."""
        if not hasattr(self, "live"):
            return
        meeting = replay(self.live.agenda, self.live.roster, ())
        for record, expected in zip(self.live.log, self.digests[1:], strict=True):
            assert digest(apply(meeting, record)) == expected


TestAnyMeeting = AnyMeeting.TestCase
