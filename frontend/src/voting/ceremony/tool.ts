/** An officer with Debian's program: what it needs from the house, what it writes for the house, and where that goes. */
import type { Ceremony } from '$platform/api/types';
import { hexadecimal } from '../belenios/hashes';

const SETUP = 'belenios-tool setup generate-trustee-key-threshold --group BELENIOS-2048';

export type Wanted = 'cert' | 'polynomial' | 'voutput' | 'partial' | 'side_proof';

export interface Step {
	/** What to run; NAME is the officer's own file name. */
	command: string;
	/** What to download first. */
	file?: { name: string; text: string };
	/** Files to hand in. */
	wanted: Wanted[];
}

/** What is asked of this officer now; null when there is nothing to do. `name`: of the officer's files. */
export function stepOf(shown: Ceremony, name: string): Step | null {
	const me = shown.officers.find((one) => one.is_me);
	const key = `--key ${name}.key --certs certs.jsons`;
	switch (shown.state) {
		case 'gathering':
			return me ? null : { command: `${SETUP} --step 1`, wanted: ['cert'] };
		case 'comparing': {
			const certs = { name: 'certs.jsons', text: shown.certificates.map((one) => `${JSON.stringify(one)}\n`).join('') };
			if (!me || me.confirmed) return null;
			return { file: certs, command: `sha256sum certs.jsons\n${SETUP} --step 3 --threshold ${shown.threshold} ${key} > polynomial`, wanted: ['polynomial'] };
		}
		case 'dealing':
			return me && !me.dealt ? { command: '', wanted: ['polynomial'] } : null;
		case 'keying': {
			if (!me || me.keyed || !shown.input) return null;
			const file = { name: `${name}.vinput`, text: JSON.stringify(shown.input) };
			return { file, command: `${SETUP} --step 5 ${key} < ${name}.vinput > ${name}.voutput`, wanted: ['voutput'] };
		}
		case 'ready': {
			if (!me || !shown.kept_key) return null;
			const own = `--key ${name}.key --decryption-key ${name}.dkey`;
			const command = `belenios-tool election decrypt-threshold --dir . ${own} --trustee-id ${me.place} > partial\nstadga side-proof *.bel ${own} --partial partial > side-proof.json`;
			return { file: { name: `${name}.dkey`, text: shown.kept_key }, command, wanted: ['partial', 'side_proof'] };
		}
		default:
			return null;
	}
}

/** The tool names an officer's files after the certificate. */
export async function nameOf(shown: Ceremony): Promise<string> {
	const place = shown.officers.find((one) => one.is_me)?.place;
	const mine = place ? shown.certificates[place - 1] : undefined;
	return mine ? hexadecimal(mine.message) : 'NAME';
}

/** What an officer's files say to the house: the door under the ceremony, or the vote's, and the body. */
export async function letterOf(shown: Ceremony, pin: string, texts: Record<string, string>): Promise<{ door: string; body: object }> {
	const read = (name: Wanted) => JSON.parse(texts[name]!.split('\n')[0]!);
	switch (shown.state) {
		case 'gathering':
			return { door: 'certificate', body: { certificate: read('cert') } };
		case 'comparing':
			return { door: 'confirmation', body: { pin, commitment: await hexadecimal(read('polynomial').coefexps.message as string) } };
		case 'dealing':
			return { door: 'polynomial', body: { polynomial: read('polynomial') } };
		case 'keying':
			return { door: 'share', body: { share: read('voutput') } };
		default:
			read('partial');
			return { door: 'decryption', body: { decryption: texts.partial!.split('\n')[0]!, side_proofs: read('side_proof').proofs as unknown } };
	}
}
