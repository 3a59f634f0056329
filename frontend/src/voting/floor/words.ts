/** The words of the speakers list, and what a request is to me. */
import type { Floor, FloorRequest, LiveState } from '$platform/api/types';
import { clock, m, swedish } from '$platform/texts';

export function kindWord(kind: FloorRequest['kind']): string {
	return { speech: m.voting_floor_kind_speech, reply: m.voting_floor_kind_reply, information: m.voting_floor_kind_information, point_of_order: m.voting_floor_kind_point_of_order }[kind]();
}

export function policyWord(policy: Floor['policy']): string {
	return { fifo: m.voting_floor_policy_fifo, first_speakers_first: m.voting_floor_policy_first_speakers_first, round_robin_by_venue: m.voting_floor_policy_round_robin_by_venue }[policy]();
}

/** "Alvesta Nät AB, om yrkande A6": what stands under a name. Whoever speaks to a motion need not be its mover. */
export function under(request: FloorRequest): string {
	const words = [request.organisation];
	if (request.mark) words.push(m.voting_floor_moves({ mark: request.mark }));
	return words.filter(Boolean).join(', ');
}

/** 1.24 in Swedish, 1:24 in English. */
export function clockFace(seconds: number): string {
	const whole = Math.abs(Math.trunc(seconds));
	return `${Math.floor(whole / 60)}${swedish() ? '.' : ':'}${String(whole % 60).padStart(2, '0')}`;
}

/** "1 minut 24 sekunder", for those who hear it. */
export function inWords(seconds: number): string {
	const whole = Math.abs(Math.trunc(seconds));
	const parts = [[Math.floor(whole / 60), m.voting_floor_minutes], [whole % 60, m.voting_floor_seconds]] as const;
	const said = parts.filter(([n]) => n > 0).map(([n, word]) => word({ n }));
	return said.join(' ') || m.voting_floor_seconds({ n: 0 });
}

export const isMine = (request: FloorRequest | null, { my }: LiveState): boolean => Boolean(request && my?.registration && request.registration === my.registration.id);

/** Whether speeches may still be asked for at this moment. */
export const isLineClosed = (floor: Floor, at: Date): boolean => floor.line !== null && at >= new Date(floor.line.closes_at);

export function lineWords(floor: Floor, at: Date): string {
	if (!floor.line) return '';
	const said = isLineClosed(floor, at) ? m.voting_floor_closed_at : m.voting_floor_closes_at;
	return said({ time: clock(floor.line.closes_at) });
}
