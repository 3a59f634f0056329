/** How names in order were counted: stage by stage (STV), or two names at a time (Schulze). People are called by name, as in the count. */
import type { Result } from '$platform/api/types';
import { swedish } from '$platform/texts';

/** Votes are decimal strings with five places, as the count has them: "7.33333". */
export interface Stage {
	stage: number;
	from?: string;
	transfer_value?: string;
	votes: Record<string, string>;
	kept: Record<string, string>;
	exhausted: string;
	lost: string;
	elected: string[];
	excluded: string[];
	surplus?: string;
}

export interface Duel {
	between: [string, string];
	votes: Record<string, number>;
	wins: string | null;
}

export const stagesOf = (result: Result) => (result.stages ?? []) as unknown as Stage[];
export const duelsOf = (result: Result) => (result.rounds ?? []) as unknown as Duel[];

/** Everybody, those elected first and in their order, then those who stayed the longest. */
export function inOrder(stages: Stage[]): string[] {
	const names = Object.keys(stages[0]?.votes ?? {});
	const elected = stages.flatMap((one) => one.elected);
	const out = stages.flatMap((one) => one.excluded);
	const last = stages.at(-1);
	const place = (name: string) => (elected.includes(name) ? elected.indexOf(name) : out.includes(name) ? names.length * 2 - out.indexOf(name) : names.length);
	return names.sort((one, other) => place(one) - place(other) || Number(last?.votes[other] ?? 0) - Number(last?.votes[one] ?? 0) || one.localeCompare(other, 'sv'));
}

/** What somebody has at the end of a stage; nothing once their slips have gone on. */
export function votesAt(stage: Stage, name: string): string | null {
	return stage.votes[name] ?? stage.kept[name] ?? null;
}

/** "7.33333" as 7,33333 in Swedish; "7.00000" as 7. */
export function plain(value: string): string {
	const short = value.includes('.') ? value.replace(/0+$/, '').replace(/\.$/, '') : value;
	return swedish() ? short.replace('.', ',') : short;
}

/** Its share of the widest bar, for drawing alone. */
export function share(value: string | number, widest: number): string {
	return `${((100 * Number(value)) / Math.max(widest, 1)).toFixed(2)}%`;
}

/** As many stages as a wall holds: all of them, or the first and those that decided. */
export const shownStages = (stages: Stage[], room = 6): Stage[] => (stages.length <= room ? stages : [...stages.slice(0, 1), ...stages.slice(1 - room)]);

export const duelBetween = (duels: Duel[], one: string, other: string) => duels.find(({ between }) => between.includes(one) && between.includes(other) && one !== other);

/** Those elected first, as they were elected; then whoever beat the most others. */
export function inDuelOrder(duels: Duel[], elected: string[]): string[] {
	const names = [...new Set(duels.flatMap(({ between }) => between))];
	const place = (name: string) => (elected.includes(name) ? elected.indexOf(name) : names.length);
	const beaten = (name: string) => duels.filter(({ wins }) => wins === name).length;
	return names.sort((one, other) => place(one) - place(other) || beaten(other) - beaten(one) || one.localeCompare(other, 'sv'));
}
