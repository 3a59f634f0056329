/** Every endpoint the screens call, typed by the API's own schema. Addresses are relative to /api/. */
import type { components, paths } from './schema.gen';
import type * as t from './types';

type Shapes = components['schemas'];
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Json<C> = C extends { content: { 'application/json': infer Body } } ? Body : void;
type Answers<O> = O extends { responses: infer R } ? Json<R[keyof R & (200 | 201 | 202)]> : never;

/** What the schema says this call answers. A path or method that is not in the schema does not compile. */
type Says<M extends Method, P extends keyof paths> = { out: Answers<paths[P][M]> };
/** The same, where our own words are narrower than the schema's. */
type Out<Ours> = { out: Ours };
type In<Body, Rest> = Rest & { in: Body };
/** What may be left out of a request has a default on the server. */
type Some<T, Needed extends keyof T = never> = Pick<T, Needed> & Partial<Omit<T, Needed>>;

export type MemberFields = Partial<Shapes['MemberFieldsShapeRequest']>;
/** What the office plans; venues are the whole new list. */
export type MeetingPlan = Partial<Omit<Shapes['NewMeetingShapeRequest'], 'venues' | 'matters'>> & { matters?: Some<Shapes['MatterShapeRequest'], 'title_sv'>[]; venues?: Partial<Shapes['NewVenueShapeRequest']>[] };
export type RegistrationFields = Omit<Shapes['NewRegistrationShapeRequest'], 'member'>;
type Words = { label: string; hint?: string };
export type NewPoll = Omit<Some<Shapes['NewPollShapeRequest'], 'item_no' | 'kind' | 'question'>, 'labels'> & { labels?: Partial<Record<t.Choice, Words>> };
export type PaperPoll = NewPoll & { hands: { venue: string; counts: Record<string, number> }[]; held?: { from: string | null; to: string | null } };

export interface Routes {
	'GET session': Says<'get', '/api/session'>;
	'DELETE session': Says<'delete', '/api/session'>;
	'POST sign-in/codes': In<Shapes['EmailShapeRequest'], Says<'post', '/api/sign-in/codes'>>;
	'POST sign-in': In<Shapes['SignInShapeRequest'], Says<'post', '/api/sign-in'>>;
	'POST sign-in/link': In<Shapes['TokenShapeRequest'], Says<'post', '/api/sign-in/link'>>;
	'GET sign-in/link': Says<'get', '/api/sign-in/link'>;

	'GET network': Says<'get', '/api/network'>;
	'GET statutes/proposed': Says<'get', '/api/statutes/proposed'>;
	'PUT statutes/proposed': In<unknown, Says<'put', '/api/statutes/proposed'>>;
	'GET statutes/versions': Says<'get', '/api/statutes/versions'>;
	'GET statutes/versions/{id}': Out<t.WholeStatutes>;
	'GET statutes/versions/{id}/redline': Says<'get', '/api/statutes/versions/{version_id}/redline'>;
	'GET statutes/versions/{id}/lint': Out<t.LintFinding[]>;
	'GET members': Says<'get', '/api/members'>;
	'POST members': In<MemberFields, Says<'post', '/api/members'>>;
	'GET members/{id}': Says<'get', '/api/members/{member_id}'>;
	'PATCH members/{id}': In<MemberFields, Says<'patch', '/api/members/{member_id}'>>;
	'POST member-imports': In<FormData, Says<'post', '/api/member-imports'>>;
	'GET member-imports/{id}': Says<'get', '/api/member-imports/{import_id}'>;
	'POST member-imports/{id}/apply': Says<'post', '/api/member-imports/{import_id}/apply'>;
	'GET officers': Says<'get', '/api/officers'>;
	'POST officers': In<Record<keyof Shapes['NewOfficerShapeRequest'], string>, Says<'post', '/api/officers'>>;
	'DELETE officers/{id}': Says<'delete', '/api/officers/{grant_id}'>;

	'GET meetings': Says<'get', '/api/meetings'>;
	'POST meetings': In<MeetingPlan, Out<t.Meeting>>;
	'GET meetings/{id}': Out<t.Meeting>;
	'PATCH meetings/{id}': In<MeetingPlan, Out<t.Meeting>>;
	'GET meetings/{id}/my-organisation': Out<t.MyOrganisation>;
	'GET meetings/{id}/my-registration': Says<'get', '/api/meetings/{meeting_id}/my-registration'>;
	'PUT meetings/{id}/my-registration': In<RegistrationFields, Says<'put', '/api/meetings/{meeting_id}/my-registration'>>;
	'DELETE meetings/{id}/my-registration': Says<'delete', '/api/meetings/{meeting_id}/my-registration'>;
	'GET meetings/{id}/registrations': Says<'get', '/api/meetings/{meeting_id}/registrations'>;
	'POST meetings/{id}/registrations': In<RegistrationFields & { member: t.Id }, Says<'post', '/api/meetings/{meeting_id}/registrations'>>;
	'PUT meetings/{id}/registrations/{registration}': In<RegistrationFields, Says<'put', '/api/meetings/{meeting_id}/registrations/{registration_id}'>>;
	'DELETE meetings/{id}/registrations/{registration}': Says<'delete', '/api/meetings/{meeting_id}/registrations/{registration_id}'>;
	'POST meetings/{id}/check-ins': In<Some<Shapes['NewCheckInShapeRequest'], 'registration' | 'venue'>, Says<'post', '/api/meetings/{meeting_id}/check-ins'>>;
	'DELETE meetings/{id}/check-ins/{registration}': Says<'delete', '/api/meetings/{meeting_id}/check-ins/{registration_id}'>;
	'POST meetings/{id}/arrive': Says<'post', '/api/meetings/{meeting_id}/arrive'>;
	'POST meetings/{id}/venues/{venue}/confirm': Says<'post', '/api/meetings/{meeting_id}/venues/{venue_id}/confirm'>;
	'POST meetings/{id}/open': Says<'post', '/api/meetings/{meeting_id}/open'>;
	'POST meetings/{id}/close': Says<'post', '/api/meetings/{meeting_id}/close'>;
	'POST meetings/{id}/items/{no}/start': Says<'post', '/api/meetings/{meeting_id}/items/{no}/start'>;
	'POST meetings/{id}/items/{no}/decisions': In<Shapes['NewDecisionShapeRequest'], Says<'post', '/api/meetings/{meeting_id}/items/{no}/decisions'>>;
	'GET meetings/{id}/next': Out<t.Next>;
	'DELETE meetings/{id}': Says<'delete', '/api/meetings/{meeting_id}'>;
	'POST meetings/{id}/rehearsals': In<Partial<Shapes['NewRehearsalShapeRequest']>, Out<t.Meeting>>;
	'POST meetings/{id}/items': In<Some<Shapes['MatterShapeRequest'], 'title_sv'>, Out<t.Meeting>>;
	'POST meetings/{id}/readings/{version}': Out<t.Meeting>;
	'GET meetings/{id}/rules': Out<t.MeetingRules>;
	'GET meetings/{id}/my-vote': Out<t.MyVote>;
	'PUT meetings/{id}/my-substitute': In<Shapes['NewSubstituteShapeRequest'], Out<t.MyVote>>;
	'DELETE meetings/{id}/my-substitute': Out<t.MyVote>;
	'GET meetings/{id}/my-proxies': Out<t.Proxy[]>;
	'POST meetings/{id}/my-proxies': In<FormData, Out<t.Proxy>>;
	'DELETE meetings/{id}/my-proxies/{proxy}': Says<'delete', '/api/meetings/{meeting_id}/my-proxies/{proxy_id}'>;
	'GET meetings/{id}/proxies': Out<t.Proxy[]>;
	'POST meetings/{id}/proxies': In<FormData, Out<t.Proxy>>;
	'DELETE meetings/{id}/proxies/{proxy}': Says<'delete', '/api/meetings/{meeting_id}/proxies/{proxy_id}'>;
	'GET meetings/{id}/items/{no}/conflicts': Says<'get', '/api/meetings/{meeting_id}/items/{no}/conflicts'>;
	'POST meetings/{id}/items/{no}/conflicts': In<Some<Shapes['NewConflictShapeRequest'], 'registration'>, Says<'post', '/api/meetings/{meeting_id}/items/{no}/conflicts'>>;
	'DELETE meetings/{id}/items/{no}/conflicts/{registration}': Says<'delete', '/api/meetings/{meeting_id}/items/{no}/conflicts/{registration_id}'>;
	'GET meetings/{id}/register/at': Out<t.RegisterAt>;
	'GET meetings/{id}/register/course': Out<t.RegisterCourse>;
	'GET meetings/{id}/register/versions': Says<'get', '/api/meetings/{meeting_id}/register/versions'>;
	'GET meetings/{id}/polls': Out<t.Poll[]>;
	'GET meetings/{id}/register': Says<'get', '/api/meetings/{meeting_id}/register'>;
	'POST meetings/{id}/register/approve': In<Shapes['ApprovalShapeRequest'], Says<'post', '/api/meetings/{meeting_id}/register/approve'>>;
	'GET meetings/{id}/state': Out<t.LiveState>;
	'GET meetings/{id}/events': Says<'get', '/api/meetings/{meeting_id}/events'>;
	'GET projector/{key}': Out<t.LiveState>;
	'GET projector/{key}/events': Says<'get', '/api/projector/{key}/events'>;
	'POST meetings/{id}/polls': In<NewPoll, Out<t.Poll>>;
	'GET polls/{id}': Out<t.Poll>;
	'DELETE polls/{id}': Says<'delete', '/api/polls/{poll_id}'>;
	'POST polls/{id}/open': In<Partial<Shapes['OpeningShapeRequest']>, Out<t.Poll>>;
	'POST polls/{id}/close': Out<t.Poll>;
	'POST polls/{id}/declare': Out<t.Poll>;
	'POST polls/{id}/tie': In<Some<Shapes['BreakingShapeRequest'], 'by'>, Out<t.Poll>>;
	'POST polls/{id}/pause': In<Partial<Shapes['PausingShapeRequest']>, Out<t.Poll>>;
	'POST polls/{id}/resume': Out<t.Poll>;
	'POST polls/{id}/void': In<Shapes['ReasonShapeRequest'], Out<t.Poll>>;
	'POST polls/{id}/again': Out<t.Poll>;
	'POST polls/{id}/channel': In<Shapes['NewChannelShapeRequest'], Out<t.Poll>>;
	'POST polls/{id}/hands': In<Shapes['SheetShapeRequest'], Out<t.Poll>>;
	'POST polls/{id}/assist': In<Some<Shapes['AssistShapeRequest'], 'choice' | 'key'>, Out<t.BallotReceipt>>;
	'GET polls/{id}/turnout': Says<'get', '/api/polls/{poll_id}/turnout'>;
	'GET polls/{id}/roll-call': Out<t.RollCall>;
	'POST meetings/{id}/polls/on-paper': In<PaperPoll, Out<t.Poll>>;
	'PUT polls/{id}/ballot': In<Some<Shapes['BallotShapeRequest'], 'choice' | 'key'>, Out<t.BallotReceipt>>;
	'GET meetings/{id}/minutes': Out<t.Minutes>;
	'GET meetings/{id}/motions': Says<'get', '/api/meetings/{meeting_id}/motions'>;
	'GET projector/{key}/motions/{motion}': Says<'get', '/api/projector/{key}/motions/{motion_id}'>;
	'POST meetings/{id}/floor': In<Some<Shapes['FloorWishShapeRequest'], 'id'>, Out<t.Floor>>;
	'DELETE meetings/{id}/floor/requests/{request}': Out<t.Floor>;
	'POST meetings/{id}/floor/requests': In<Some<Shapes['FloorDeskWishShapeRequest'], 'id'>, Out<t.Floor>>;
	'POST meetings/{id}/venues/{venue}/floor': In<Some<Shapes['FloorGuestWishShapeRequest'], 'id'>, Out<t.Floor>>;
	'DELETE meetings/{id}/venues/{venue}/floor/{request}': Out<t.Floor>;
	'POST meetings/{id}/floor/next': In<Shapes['FloorTurnShapeRequest'], Out<t.Floor>>;
	'POST meetings/{id}/floor/stop': In<Shapes['FloorWhichShapeRequest'], Out<t.Floor>>;
	'POST meetings/{id}/floor/extend': In<Shapes['FloorLongerShapeRequest'], Out<t.Floor>>;
	'POST meetings/{id}/floor/skip': In<Shapes['FloorSkippedShapeRequest'], Out<t.Floor>>;
	'POST meetings/{id}/floor/order': In<Shapes['FloorMovedShapeRequest'], Out<t.Floor>>;
	'POST meetings/{id}/floor/limit': In<Some<Shapes['FloorLimitsShapeRequest'], 'seconds'>, Out<t.Floor>>;
	'POST meetings/{id}/floor/policy': In<Shapes['FloorPolicyShapeRequest'], Out<t.Floor>>;
	'POST meetings/{id}/floor/line': In<Partial<Shapes['FloorNewLineShapeRequest']>, Out<t.Floor>>;
	'DELETE meetings/{id}/floor/line': Out<t.Floor>;
	'POST meetings/{id}/floor/undo': In<Shapes['FloorUndoneShapeRequest'], Out<t.Floor>>;
	'POST meetings/{id}/venues/{venue}/alive': Out<t.VenueWatch>;
	'POST meetings/{id}/venues/{venue}/lost': Out<t.VenueWatch>;
	'POST meetings/{id}/venues/{venue}/restored': Out<t.VenueWatch>;
	'GET journal/{id}': Says<'get', '/api/journal/{entry_id}'>;

	'POST sign-ups': In<Record<keyof Shapes['NewSignUpShapeRequest'], string>, Says<'post', '/api/sign-ups'>>;
	'GET sign-ups/{id}': Says<'get', '/api/sign-ups/{sign_up_id}'>;
	'POST sign-ups/{id}/verify': In<Shapes['CodeShapeRequest'], Says<'post', '/api/sign-ups/{sign_up_id}/verify'>>;
	'POST sign-ups/{id}/retry': In<Partial<Shapes['RetryShapeRequest']>, Says<'post', '/api/sign-ups/{sign_up_id}/retry'>>;
	'POST sign-ups/{id}/code': Says<'post', '/api/sign-ups/{sign_up_id}/code'>;
	'GET slugs/{slug}': Says<'get', '/api/slugs/{slug}'>;
}
