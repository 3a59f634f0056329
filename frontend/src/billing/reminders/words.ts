/** The words of reminders that several screens share. */
import type { Reminder, ReminderTurn } from '$platform/api/types';
import { isoDate, m } from '$platform/texts';

export const stepWord = (no: number): string => (no === 0 ? m.billing_reminders_step_before() : m.billing_reminders_step_no({ no }));

/** Everything that holds a reminder, each as a sentence with what clears it. */
export function reasons(turn: ReminderTurn): string[] {
	const said = {
		paused: () => [turn.pause_until ? m.billing_reminders_held_paused_until({ day: isoDate(turn.pause_until) }) : m.billing_reminders_held_paused(), turn.pause_reason].join(': '),
		exempt: m.billing_reminders_held_exempt,
		disputed: m.billing_reminders_held_disputed,
		in_doubt: m.billing_reminders_held_in_doubt,
		unsent: m.billing_reminders_held_unsent,
		no_address: m.billing_reminders_held_no_address,
		on_its_way: m.billing_reminders_held_on_its_way,
		not_delivered: m.billing_reminders_held_not_delivered
	};
	return turn.held.map((one) => said[one]());
}

export function howItWent(one: Reminder): { word: string; kind: 'done' | 'stop' | 'look' } {
	if (one.state === 'sent') return { word: m.billing_invoices_letter_sent(), kind: 'done' };
	return one.state === 'failed' ? { word: m.billing_invoices_letter_failed(), kind: 'stop' } : { word: m.billing_invoices_letter_waiting(), kind: 'look' };
}
