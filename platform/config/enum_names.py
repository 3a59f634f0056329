"""Names of the API's closed sets of words, so that the generated client can speak of them."""

from __future__ import annotations

from enum import StrEnum

from billing.bank.enums import FileState, MatchKind, Outcome, PaymentState
from billing.dues.enums import Due, RunState
from billing.invoices.enums import InvoiceKind, InvoiceState
from billing.invoices.enums import Standing as InvoiceStanding
from billing.payments.enums import AttemptKind, AttemptState, Need, RefundState
from billing.reminders.enums import Held
from billing.standards.incoming import Format
from billing.subscriptions.enums import Standing
from kernel.permissions import Role
from notices.enums import LetterState
from tenants.decisions.enums import EffectKind, Method
from tenants.founding.enums import FactKind, Post
from tenants.members.enums import ImportStatus, MemberKind
from tenants.networks.enums import SignUpStatus, Stage
from tenants.statutes.enums import Status as StatutesStatus
from voting.ceremony.enums import CeremonyState
from voting.elections.enums import (
    ChosenBy,
    ElectionPost,
    ElectionState,
    NominationSource,
    RoundKind,
    SecondRound,
)
from voting.floor.enums import Policy, RequestKind, RequestState
from voting.meetings.enums import ItemKind, ItemOutcome, ItemState, MeetingKind, MeetingState
from voting.minutes.enums import CommentOutcome, FileKind, MinutesState, SignerRole, SigningPath
from voting.motions.enums import (
    Ending,
    MatterKind,
    Mode,
    MotionKind,
    MotionState,
    SlotKind,
    StepKind,
    Taken,
    Way,
    Word,
)
from voting.polls.enums import Channel, PollKind, PollMethod, PollState, Secrecy, Validity, VenueChannel


def _pairs(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


NAMES: dict[str, list[tuple[str, str]]] = {
    "BankFileFormatEnum": _pairs(Format),
    "BankFileStateEnum": _pairs(FileState),
    "BankMatchKindEnum": _pairs(MatchKind),
    "BankPaymentStateEnum": _pairs(PaymentState),
    "BankRowOutcomeEnum": _pairs(Outcome),
    "ReminderHeldEnum": _pairs(Held),
    "InvoiceStandingEnum": _pairs(InvoiceStanding),
    "SubscriptionStandingEnum": _pairs(Standing),
    "CeremonyStateEnum": _pairs(CeremonyState),
    "DueEnum": _pairs(Due),
    "DuesRunStateEnum": _pairs(RunState),
    "PaymentAttemptKindEnum": _pairs(AttemptKind),
    "PaymentAttemptStateEnum": _pairs(AttemptState),
    "StripeNeedEnum": _pairs(Need),
    "RefundStateEnum": _pairs(RefundState),
    "BallotChannelEnum": _pairs(Channel),
    "HoldingPostEnum": _pairs(Post),
    "ItemOutcomeEnum": _pairs(ItemOutcome),
    "RegistrationCheckEnum": [
        *_pairs(FactKind),
        *((w, w) for w in ("signatories_set", "mandate_given", "founders")),
    ],
    "StatementBasisEnum": [(word, word) for word in ("source", "common", "product")],
    "HelpChannelEnum": [(c.value, c.value) for c in Channel if c is not Channel.OWN_PHONE],
    "ChosenByEnum": _pairs(ChosenBy),
    "ElectionMethodEnum": [(m.value, m.value) for m in PollMethod if m is not PollMethod.MAJORITY],
    "ElectionPostEnum": _pairs(ElectionPost),
    "ElectionRoundKindEnum": _pairs(RoundKind),
    "ElectionStateEnum": _pairs(ElectionState),
    "FindingSeverityEnum": [(word, word) for word in ("info", "warning")],
    "LotMeansEnum": [(word, word) for word in ("lot", "paper_lot")],
    "NominationSourceEnum": _pairs(NominationSource),
    "SecondRoundEnum": _pairs(SecondRound),
    "EffectKindEnum": _pairs(EffectKind),
    "MeetingKindEnum": _pairs(MeetingKind),
    "FloorPolicyEnum": _pairs(Policy),
    "FloorRequestKindEnum": _pairs(RequestKind),
    "FloorRequestStateEnum": _pairs(RequestState),
    "FloorStepEnum": [(step, step) for step in ("next", "stop", "skip", "move", "line", "lift")],
    "ImportStatusEnum": _pairs(ImportStatus),
    "ItemKindEnum": _pairs(ItemKind),
    "ItemStateEnum": _pairs(ItemState),
    "MeetingStateEnum": _pairs(MeetingState),
    "MemberKindEnum": _pairs(MemberKind),
    "MatterKindEnum": _pairs(MatterKind),
    "CheckedFileKindEnum": _pairs(FileKind),
    "CommentOutcomeEnum": _pairs(CommentOutcome),
    "MinutesStateEnum": _pairs(MinutesState),
    "SignerRoleEnum": _pairs(SignerRole),
    "SigningPathEnum": _pairs(SigningPath),
    "MethodEnum": _pairs(Method),
    "InvoiceKindEnum": _pairs(InvoiceKind),
    "InvoiceStateEnum": _pairs(InvoiceState),
    "MotionKindEnum": _pairs(MotionKind),
    "MotionOutcomeEnum": [("carried", "carried"), ("rejected", "rejected")],
    "MotionStateEnum": _pairs(MotionState),
    "OrderEndingEnum": _pairs(Ending),
    "OrderStepOutcomeEnum": [(word, word) for word in ("a", "b", "carried", "rejected")],
    "OrderStepStateEnum": [(word, word) for word in ("waiting", "now", "done", "skipped")],
    "PollKindEnum": _pairs(PollKind),
    "PollMethodEnum": _pairs(PollMethod),
    "PollStateEnum": _pairs(PollState),
    "SecrecyEnum": _pairs(Secrecy),
    "StatutesStatusEnum": _pairs(StatutesStatus),
    "TieMeansEnum": [(means, means) for means in ("chair", "lot", "paper_lot")],
    "TieResolvedByEnum": [(means, means) for means in ("chair", "lot", "paper_lot", "status_quo")],
    "RoleEnum": _pairs(Role),
    "SendingEnum": _pairs(LetterState),
    "SlotKindEnum": _pairs(SlotKind),
    "SignUpStatusEnum": _pairs(SignUpStatus),
    "StageEnum": _pairs(Stage),
    "ValidityEnum": _pairs(Validity),
    "VenueChannelEnum": _pairs(VenueChannel),
    "VenueLinkEnum": [(word, word) for word in ("here", "lost", "unheard")],
    "StatutesModeEnum": _pairs(Mode),
    "StepChoiceEnum": [(word, word) for word in ("a", "b", "yes", "no")],
    "StepKindEnum": _pairs(StepKind),
    "TakenEnum": _pairs(Taken),
    "UncountedEnum": [(word, word) for word in ("acclamation", "trial_vote")],
    "VenueKindEnum": [("hall", "hall"), ("remote", "remote")],
    "WayEnum": _pairs(Way),
    "WordEnum": _pairs(Word),
}
