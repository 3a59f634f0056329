/** Every endpoint the screens call: what goes in, what comes out. Addresses are relative to /api/. */
import type * as t from './types';

type Page<T> = { count: number; results: T[] };
type Out<T> = { out: T };
type InOut<I, T> = { in: I; out: T };
export type MemberFields = Partial<Omit<t.Member, 'id' | 'delegate'>>;
/** What the office plans; venues are the whole new list. */
export type MeetingPlan = {
	id?: t.Id;
	title?: string;
	starts_at?: string;
	lunch_at?: string | null;
	invited_at?: string | null;
	registration_closes_at?: string;
	venues?: { id?: t.Id; name: string; kind: 'hall' | 'remote'; address: string; capacity: number | null }[];
	items?: { no: number; proposal_sv: string }[];
};
export type RegistrationFields = Omit<t.Registration, 'id' | 'member' | 'checked_in_at' | 'checked_in_venue'>;
export type NewPoll = {
	item_no: number;
	kind: t.PollKind;
	question: string;
	detail?: string;
	clause?: { ref: string; base: string; proposed: string };
	recommendation?: string;
	mover?: string;
	labels?: Partial<Record<t.Choice, string>>;
};

export interface Routes {
	'GET session': Out<t.Session>;
	'DELETE session': Out<void>;
	'POST sign-in/codes': InOut<{ email: string }, { minutes: number }>;
	'POST sign-in': InOut<{ email: string; code: string }, t.Session>;
	'POST sign-in/link': InOut<{ token: string }, t.Session>;
	'GET sign-in/link': Out<{ name: string }>;

	'GET network': Out<t.NetworkPage>;
	'GET statutes/proposed': Out<t.Statutes>;
	'PUT statutes/proposed': InOut<Record<string, unknown>, t.Statutes>;
	'GET members': Out<Page<t.Member>>;
	'POST members': InOut<MemberFields, t.Member>;
	'GET members/{id}': Out<t.Member>;
	'PATCH members/{id}': InOut<MemberFields, t.Member>;
	'POST member-imports': InOut<FormData, t.MemberImport>;
	'GET member-imports/{id}': Out<t.MemberImport>;
	'POST member-imports/{id}/apply': Out<{ created: number }>;
	'GET officers': Out<t.Officer[]>;
	'POST officers': InOut<{ role: t.Role; name: string; email: string }, t.Officer>;
	'DELETE officers/{id}': Out<void>;

	'GET meetings': Out<t.MeetingSummary[]>;
	'POST meetings': InOut<MeetingPlan, t.Meeting>;
	'GET meetings/{id}': Out<t.Meeting>;
	'PATCH meetings/{id}': InOut<MeetingPlan, t.Meeting>;
	'GET meetings/{id}/my-organisation': Out<t.MyOrganisation>;
	'GET meetings/{id}/my-registration': Out<t.Registration>;
	'PUT meetings/{id}/my-registration': InOut<RegistrationFields, t.Registration>;
	'DELETE meetings/{id}/my-registration': Out<void>;
	'GET meetings/{id}/registrations': Out<t.Registrations>;
	'POST meetings/{id}/registrations': InOut<RegistrationFields & { member: t.Id }, t.Registration>;
	'PUT meetings/{id}/registrations/{registration}': InOut<RegistrationFields, t.Registration>;
	'DELETE meetings/{id}/registrations/{registration}': Out<void>;
	'POST meetings/{id}/check-ins': InOut<{ registration: t.Id; venue: t.Id }, t.Registration>;
	'DELETE meetings/{id}/check-ins/{registration}': Out<void>;
	'POST meetings/{id}/arrive': Out<t.Registration>;
	'POST meetings/{id}/venues/{venue}/confirm': Out<unknown>;
	'POST meetings/{id}/open': Out<unknown>;
	'POST meetings/{id}/close': Out<unknown>;
	'POST meetings/{id}/items/{no}/start': Out<unknown>;
	'POST meetings/{id}/items/{no}/decisions': InOut<{ text_sv: string; method: 'acclamation' | 'note' }, t.Decision>;
	'GET meetings/{id}/register': Out<t.RegisterSummary & { entries: { no: number; member: string; delegate: string; venue: string }[] }>;
	'POST meetings/{id}/register/approve': InOut<{ total: number }, unknown>;
	'GET meetings/{id}/state': Out<t.LiveState>;
	'GET meetings/{id}/events': Out<t.Happened>;
	'GET projector/{key}': Out<t.LiveState>;
	'GET projector/{key}/events': Out<t.Happened>;
	'POST meetings/{id}/polls': InOut<NewPoll, t.Poll>;
	'GET polls/{id}': Out<t.Poll>;
	'POST polls/{id}/open': Out<t.Poll>;
	'POST polls/{id}/close': Out<t.Poll>;
	'POST polls/{id}/declare': Out<t.Poll>;
	'PUT polls/{id}/ballot': InOut<{ choice: t.Choice; key: string; replaces: string | null }, t.BallotReceipt>;
	'GET meetings/{id}/minutes': Out<t.Minutes>;
	'GET journal/{id}': Out<t.JournalEntry>;

	'POST sign-ups': InOut<{ name: string; slug: string; country: string; language: string; contact_name: string; contact_email: string }, t.SignUp>;
	'GET sign-ups/{id}': Out<t.SignUp>;
	'POST sign-ups/{id}/verify': InOut<{ code: string }, t.SignUp>;
	'POST sign-ups/{id}/retry': InOut<{ slug?: string }, t.SignUp>;
	'POST sign-ups/{id}/code': Out<unknown>;
	'GET slugs/{slug}': Out<t.SlugAnswer>;
}
