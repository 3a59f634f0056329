/** What the API says, in the contract's words. One place to change when the schema does. */
export type Role = 'office' | 'chair' | 'secretary' | 'teller' | 'delegate' | 'observer';
export type Id = string;
export type Moment = string;

export interface Obstacle {
	code: string;
	params: Record<string, unknown>;
}

export interface Session {
	signed_in: boolean;
	user: { id: Id; name: string; email: string } | null;
	roles: Role[];
	verbs: string[];
	network: { id: Id; name: string; slug: string; stage: string; language: string };
	live_url: string;
	now: Moment;
	meeting_id: Id | null;
}

export interface Venue {
	id: Id;
	name: string;
	kind: 'hall' | 'remote';
	address: string;
	capacity: number | null;
	registered: number;
	checked_in: number;
	/** Null where there is no limit. */
	places_left?: number | null;
	confirmed_at: Moment | null;
}

export interface Decision {
	id: Id;
	item_no: number;
	text_sv: string;
	method: 'acclamation' | 'poll' | 'note';
	taken_at: Moment;
	poll: Id | null;
	event: number;
}

export interface Item {
	id: Id;
	no: number;
	title_sv: string;
	title_en: string;
	kind: 'information' | 'decision' | 'election' | 'statutes' | 'roll_call';
	state: 'later' | 'now' | 'done';
	proposal_sv: string;
	decisions: Decision[];
	polls: Poll[];
}

export interface RegisterSummary {
	id: Id;
	version: number;
	total: number;
	per_venue: { venue: Id; name: string; votes: number }[];
	approved_at: Moment | null;
	changed_since_approval: boolean;
}

export interface MeetingSummary {
	id: Id;
	title: string;
	kind: 'constituting';
	state: 'planned' | 'open' | 'closed';
	starts_at: Moment;
	lunch_at: Moment | null;
	/** A day: when the invitation went out. */
	invited_at?: string | null;
	registration_closes_at: Moment | null;
	venues: Venue[];
}

export interface Meeting extends MeetingSummary {
	opened_at: Moment | null;
	closed_at: Moment | null;
	items: Item[];
	current_item: number | null;
	rules_adopted: boolean;
	register: RegisterSummary | null;
	obstacles: { open: Obstacle[]; close: Obstacle[] };
	projector_key: string | null;
}

export interface Rule {
	threshold: 'more_than' | 'at_least';
	fraction: string;
	base: 'cast' | 'cast_with_blanks' | 'present' | 'register';
	source_sv: string;
	source_en: string;
	text_sv: string;
	text_en: string;
}

export type PollKind = 'yes_no' | 'a_against_b';
export type Choice = 'yes' | 'no' | 'abstain' | 'a' | 'b';

export interface Option {
	value: Choice;
	label: string;
	hint: string;
}

export interface Turnout {
	poll: Id;
	cast: number;
	register: number;
	per_venue: { name: string; cast: number; register: number }[];
}

export interface Result {
	counts: Partial<Record<Choice, number>>;
	not_voted: number;
	register: number;
	base: number;
	needed: number;
	outcome: 'carried' | 'rejected' | 'tied' | 'a' | 'b';
	wins: string | null;
}

export interface Poll {
	id: Id;
	meeting_id: Id;
	item_no: number;
	no: number;
	kind: PollKind;
	question: string;
	detail: string;
	clause: { ref: string; base: string; proposed: string } | null;
	recommendation: string | null;
	mover: string | null;
	options: Option[];
	/** Null until the meeting has settled which majority applies. */
	rule: Rule | null;
	state: 'prepared' | 'open' | 'closed' | 'declared';
	opened_at: Moment | null;
	closed_at: Moment | null;
	declared_at: Moment | null;
	register_total: number | null;
	turnout: Turnout | null;
	result: Result | null;
	may: { open: Obstacle[]; close: Obstacle[]; declare: Obstacle[] };
}

export interface BallotReceipt {
	poll: Id;
	receipt: string;
	number: number;
	choice: Choice;
	cast_at: Moment;
	member: string;
	channel: string;
	venue: string;
	repeated: boolean;
}

export interface Registration {
	id: Id;
	member: { id: Id; number: string; name: string };
	delegate_name: string;
	delegate_email: string;
	venue: Id;
	lunch: boolean;
	diet: string;
	access_needs: string;
	checked_in_at: Moment | null;
	checked_in_venue: string | null;
}

export interface JournalEntry {
	id: number;
	kind: string;
	audience: string;
	at: Moment;
	by: string | null;
	subject: string | null;
	body: Record<string, unknown>;
	hash: string;
}

export interface LiveState {
	last_event_id: number;
	meeting: Meeting;
	poll: Poll | null;
	my: {
		registration: Registration | null;
		in_register: boolean;
		receipt: BallotReceipt | null;
		may_vote: boolean;
	} | null;
}

export interface Happened {
	entries: JournalEntry[];
	turnout: Turnout | null;
	last_event_id: number;
}

export interface NetworkPage {
	name: string;
	slug: string;
	stage: string;
	language: string;
	members: number;
	meeting?: MeetingSummary | null;
}

export interface SignUp {
	id: Id;
	status: 'code_sent' | 'building' | 'ready' | 'failed';
	name: string;
	slug: string;
	address: string;
	contact_email: string;
	steps: { code: 'address' | 'schema' | 'rooms' | 'letter'; state: 'waiting' | 'running' | 'done' | 'failed'; seconds: number | null }[];
	/** Why it stopped. */
	obstacles: Obstacle[];
}

export interface SlugAnswer {
	slug: string;
	free: boolean;
	address: string;
	obstacles: Obstacle[];
}

export type MemberKind = 'company' | 'public_body' | 'university' | 'association' | 'individual';

export interface Member {
	id: Id;
	number: string;
	name: string;
	org_number: string;
	kind: MemberKind;
	town: string;
	county: string;
	employees: number | null;
	contact_name: string;
	contact_email: string;
	invoice_email: string;
	peppol_id: string;
	reference: string;
	delegate: string | null;
}

export interface Fault {
	column: string;
	code: string;
	params: Record<string, unknown>;
}

export interface ImportRow {
	line: number;
	values: Record<string, string>;
	faults: Fault[];
	notes: Fault[];
}

export interface MemberImport {
	id: Id;
	file_name: string;
	encoding: string;
	delimiter: string;
	status: 'previewed' | 'applied';
	rows: ImportRow[];
	/** About the file as a whole. */
	notes: Fault[];
	good: number;
	faulty: number;
}

export interface Officer {
	id: number;
	role: Role;
	user: { id: Id; name: string; email: string };
}

/** What the kitchen and the hosts need to know, as counts. */
export interface Needs {
	lunch: number;
	diets: Record<string, number>;
	access: Record<string, number>;
}

export interface VenueTotals extends Needs {
	venue: Id;
	name: string;
	registered: number;
	capacity: number | null;
	checked_in: number;
}

export interface MyOrganisation {
	member: Registration['member'];
	is_contact: boolean;
	registration: Registration | null;
	obstacles: Obstacle[];
}

export interface Registrations {
	count: number;
	results: Registration[];
	totals: {
		per_venue: VenueTotals[];
	} & Needs;
}

export interface MinuteLine {
	text: string;
	events: number[];
	label: string;
	/** A decision: the law's voice and a green edge. */
	binds: boolean;
}

export interface ItemMinutes {
	no: number;
	heading: string;
	events: number[];
	paragraphs: MinuteLine[];
	/** Header row first. */
	table: string[][] | null;
	/** One for each row after the header. */
	table_events: number[][];
	decisions: MinuteLine[];
}

export interface Minutes {
	title: string;
	subtitle: string;
	date: string;
	association: string;
	facts: MinuteLine[];
	attendance: { venue: string; registered: number; absent: number; votes: number }[];
	attendance_notes: MinuteLine[];
	reading_note: string;
	items: ItemMinutes[];
	signatures: { heading: string; name: string; role: string }[];
	register_annex: { no: string; member: string; delegate: string; venue: string }[];
	sha256: string;
}

export interface Paragraph {
	id: string;
	num: number;
	text_sv: string;
	text_en: string;
}

export interface Section {
	id: string;
	num: number;
	heading_sv: string;
	heading_en: string;
	moments: Paragraph[];
}

export interface Statutes {
	title: string;
	title_en: string;
	version: string;
	sections: Section[];
}
