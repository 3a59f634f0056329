/** The API's words, from the schema it writes of itself (schema.gen.d.ts, `npm run api`). */
import type { components } from './schema.gen';

type Shapes = components['schemas'];
/** A schema says "text" where we know which words are possible. */
type Where<T, Change> = Omit<T, keyof Change> & Change;

export type Id = string;
export type Moment = string;
export type Role = Shapes['RoleEnum'];
export type Obstacle = Shapes['ObstacleShape'];
export type Session = Shapes['SessionShape'];

export type Venue = Shapes['VenueShape'];
/** On the meeting's screens with what it brought about. */
export type Decision = Shapes['DecisionShape'] & { effects?: Shapes['NamedEffectShape'][] };
/** As the meeting's screens see it: with its polls. */
export type Item = Where<Shapes['ItemShape'], { polls: Poll[] }>;
export type RegisterSummary = Shapes['RegisterSummaryShape'];
export type Register = Shapes['RegisterShape'];
/** Why somebody has a vote or has none, in a form that `coded` reads. */
export type Reason = Obstacle;
export type VoteThen = Where<Shapes['VoteThenShape'], { reasons: Reason[] }>;
export type Refusal = Where<Shapes['RefusalShape'], { reasons: Reason[] }>;
export type RegisterAt = Where<Shapes['RegisterAtShape'], { entitled: VoteThen[]; not_entitled: VoteThen[]; refused: Refusal[] }>;
export type RegisterCourse = Shapes['RegisterCourseShape'];
export type RegisterMoment = Shapes['RegisterMomentShape'];
export type SignedVote = Shapes['SignedVoteShape'];
export type RegisterVersion = Shapes['VersionShape'];
export type Proxy = Where<Shapes['ProxyShape'], { reasons: Reason[] }>;
export type MyVote = Where<Shapes['MyVoteShape'], { reasons: Reason[] }>;
export type MeetingRules = Where<Shapes['MeetingRulesShape'], { rules: SettledRule[] }>;
export type SettledRule = Where<Shapes['SettledRuleShape'], { value: RuleValue }>;
/** A parameter: a word, a number, yes or no, or a set of them. */
export type RuleValue = string | number | boolean | { [part: string]: string | number | boolean };
export type MeetingSummary = Shapes['MeetingSummaryShape'];
export type Meeting = Where<Shapes['MeetingShape'], { items: Item[] }>;

/** One thing the chair can do now; `action` is the request that does it, or null when it is done elsewhere. */
export type Act = Where<Shapes['ActShape'], { action: { method: string; url: string; body: Record<string, unknown> } | null }>;
export type ProposedEffect = Shapes['ProposedEffectShape'];
export type Blank = Shapes['BlankShape'];
export type Conflict = Shapes['ConflictShape'];
export type Note = Shapes['NoteShape'];
export type Sounding = Shapes['SoundingShape'];
export type Next = { act: Act | null; others: Act[] };

export type Rule = Shapes['RuleShape'];
export type PollKind = Shapes['PollKindEnum'];
/** What can be chosen on a matter's ballot; each has its texture. */
/** What is on the ballot: a word for a matter; for people their ids, such as "c1,c3", or "blank". */
export type Choice = 'yes' | 'no' | 'abstain' | 'a' | 'b' | (string & {});
export type Option = Where<Shapes['OptionShape'], { value: Choice }>;
export type Turnout = Shapes['TurnoutShape'];
export type Result = Where<Shapes['ResultShape'], { counts: Partial<Record<Choice, number>>; base: number; needed: number }>;
export type Poll = Where<Shapes['PollShape'], { result: Result | null; options: Option[] }>;
/** The hands of one place, as its two tellers wrote them. */
export type Hands = Shapes['HandsShape'];
export type RollCall = Shapes['RollCallShape'];
/** A name of the register and whether its vote is in. */
export type Called = Shapes['CalledShape'];
export type Missing = Shapes['MissingShape'];
export type Election = Shapes['ElectionShape'];
/** As the record and the big screen tell it: without what may be done. */
export type ElectionTold = Shapes['ElectionToldShape'];
export type ProposedElection = Shapes['ProposedElectionShape'];
export type Nomination = Shapes['NominationShape'];
export type Elected = Shapes['ElectedShape'];
export type Term = Shapes['TermShape'];
/** `tracker` and `event` are there when the vote is secret. */
export type BallotReceipt = Where<Shapes['BallotReceiptShape'], { choice: Choice }> & Partial<Pick<Shapes['SealedReceiptShape'], 'tracker' | 'event' | 'height'>>;
export type Board = Shapes['BoardShape'];
export type Ceremony = Shapes['CeremonyShape'];
export type Registration = Shapes['RegistrationShape'];
export type Registrations = Shapes['RegistrationsShape'];
/** What the kitchen and the hosts need to know, as counts. */
export type Needs = Pick<Shapes['TotalsShape'], 'lunch' | 'diets' | 'access'>;
export type VenueTotals = Shapes['PlaceTotalsShape'];
export type MyOrganisation = Where<Shapes['MyOrganisationShape'], { obstacles: Obstacle[] }>;

export type Floor = Shapes['FloorShape'];
export type FloorRequest = Shapes['FloorRequestShape'];
/** How every place of a meeting is heard, as a host's screen is answered. */
export type VenueWatch = Shapes['WatchShape'];

export type Motion = Shapes['MotionShape'];
export type MotionKind = Shapes['MotionKindEnum'];
/** What a counted step came to. */
export type StepResult = { counts: Partial<Record<string, number>>; base: number; needed: number; register: number; not_voted: number };
export type OrderStep = Where<Shapes['OrderStepShape'], { result: StepResult | null }>;
export type OrderBranch = Shapes['OrderBranchShape'];
/** The order of propositions as the record tells it. */
export type ShownOrder = Where<Shapes['ShownOrderShape'], { steps: OrderStep[] }>;
/** The same, with what stands in the way of each act and what was moved. */
export type Order = ShownOrder & Pick<Shapes['OrderShape'], 'may' | 'motions'>;
/** What is before the meeting under an item, until an order is put. */
export type Debated = Shapes['DebatedShape'];
export type Fees = Shapes['FeesShape'];

export type JournalEntry = Shapes['JournalEntryShape'];
export type Mine = Where<Shapes['MineShape'], { receipt: BallotReceipt | null }>;
export type LiveState = Where<Shapes['LiveStateShape'], { meeting: Meeting; poll: Poll | null; my: Mine | null }>;
export type Happened = Shapes['EventsShape'];

export type NetworkPage = Shapes['NetworkPageShape'];
export type SignUp = Shapes['SignUpShape'];
export type SlugAnswer = Shapes['SlugShape'];
export type Member = Shapes['MemberShape'];
export type MemberKind = Shapes['MemberKindEnum'];
export type Fault = Shapes['FindingShape'];
export type ImportRow = Shapes['ImportRowShape'];
export type MemberImport = Shapes['MemberImportShape'];
export type Officer = Shapes['OfficerShape'];
export type MinuteLine = Shapes['MinuteLineShape'];
export type MinutesTable = Shapes['MinutesTableShape'];
export type ItemMinutes = Shapes['ItemMinutesShape'];
export type Minutes = Shapes['MinutesShape'];
export type Paragraph = Where<Shapes['MomentShape'], { rules: Record<string, RuleValue> }>;
export type StatutesVersion = Shapes['StatutesVersionShape'];
export type WholeStatutes = Shapes['WholeVersionShape'];
export type ChangedMoment = Shapes['ChangedMomentShape'];
export type LintFinding = Where<Shapes['LintFindingShape'], { severity: 'gap' | 'look' }>;
export type MinutesState = Shapes['MinutesStateShape'];
export type Attachment = Shapes['AttachmentShape'];
export type ItemWords = Shapes['ItemWordsShape'];
export type MinutesSignatory = Shapes['SignatoryShape'];
export type MinutesComment = Shapes['CommentShape'];
export type ExtractView = Shapes['ExtractViewShape'];
export type FileCheck = Shapes['FileCheckShape'];
export type Section = Shapes['SectionShape'];
export type Statutes = Shapes['StatutesShape'];

export type NoticeLetter = Shapes['NoticeLetterShape'];
export type RegistrationPaper = Shapes['RegistrationPaperShape'];
export type Country = Shapes['CountryShape'];
export type Association = Shapes['AssociationShape'];
export type PublicAssociation = Shapes['PublicAssociationShape'];
export type BookDecision = Shapes['BookDecisionShape'];
export type BookMeeting = Shapes['BookMeetingShape'];
export type Effect = Shapes['BookEffectShape'];
export type FactKind = Shapes['RegistrationCheckEnum'];
export type Post = Shapes['HoldingPostEnum'];
export type Stage = Shapes['StageEnum'];
export type StageReached = Shapes['StageReachedShape'];
export type BoardMeeting = Shapes['BoardMeetingShape'];
export type BoardItem = Shapes['BoardItemShape'];
export type BoardSeat = Shapes['BoardSeatShape'];
export type BoardCalling = Shapes['ConveningShape'];
export type BoardChoices = Shapes['BoardChoicesShape'];
export type UnpaidMembership = Shapes['UnpaidMembershipShape'];
export type Applicant = Shapes['ApplicantShape'];
export type Leaving = Shapes['LeavingShape'];
export type Membership = Shapes['MembershipShape'];

export type FeeSchedule = Shapes['FeeScheduleShape'];
export type DecidedFees = Shapes['DecidedFeesShape'];
export type DuesPreview = Shapes['DuesPreviewShape'];
export type DuesRow = Shapes['DuesRowShape'];
export type DuesRun = Shapes['DuesRunShape'];
export type Invoice = Shapes['InvoiceShape'];
export type InvoiceCounts = Shapes['InvoiceCountsShape'];
export type InvoiceSettings = Shapes['InvoiceSettingsShape'];
export type LinkedPaying = Shapes['LinkedPayingShape'];
export type Buyer = Shapes['BuyerShape'];
export type Charge = Shapes['ChargeShape'];
export type Paying = Shapes['PayingShape'];
export type PaymentsDesk = Shapes['PaymentsDeskShape'];
export type RemindersPage = Shapes['RemindersShape'];
export type ReminderLadder = Shapes['LadderShape'];
export type ReminderTurn = Shapes['ReminderTurnShape'];
export type Reminder = Shapes['ReminderShape'];
export type Subscription = Shapes['SubscriptionShape'];
export type StripeAccount = Shapes['StripeAccountShape'];

export type BankDesk = Shapes['BankDeskShape'];
export type BankFile = Shapes['BankFileShape'];
export type BankPreview = Shapes['BankPreviewShape'];
export type BankRow = Shapes['BankRowShape'];
export type BankPayment = Shapes['BankPaymentShape'];
export type BankInvoice = Shapes['BankInvoiceShape'];
export type BankMatch = Shapes['BankMatchShape'];
export type BankSuggestion = Shapes['BankSuggestionShape'];
