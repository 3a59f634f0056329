/** What was struck and what was added, word by word: the longest words kept in common stay. */
export interface Piece {
	kind: 'same' | 'del' | 'ins';
	text: string;
}

export function wordDiff(before: string, after: string): Piece[] {
	const a = words(before);
	const b = words(after);
	const kept: number[][] = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
	for (let i = a.length - 1; i >= 0; i--) {
		for (let j = b.length - 1; j >= 0; j--) {
			kept[i]![j] = a[i] === b[j] ? kept[i + 1]![j + 1]! + 1 : Math.max(kept[i + 1]![j]!, kept[i]![j + 1]!);
		}
	}
	const pieces: Piece[] = [];
	let i = 0;
	let j = 0;
	while (i < a.length || j < b.length) {
		if (i < a.length && j < b.length && a[i] === b[j]) {
			add(pieces, 'same', a[i++]!);
			j++;
		} else if (i < a.length && (j === b.length || kept[i + 1]![j]! >= kept[i]![j + 1]!)) {
			add(pieces, 'del', a[i++]!);
		} else {
			add(pieces, 'ins', b[j++]!);
		}
	}
	return struckFirst(pieces);
}

/** Words, spaces and punctuation apart, so that a changed word does not take its full stop with it. */
function words(text: string): string[] {
	return text.match(/[\p{L}\p{N}]+|\s+|[^\s\p{L}\p{N}]/gu) ?? [];
}

function add(pieces: Piece[], kind: Piece['kind'], text: string) {
	const last = pieces[pieces.length - 1];
	if (last?.kind === kind) last.text += text;
	else pieces.push({ kind, text });
}

/** Gathers a run of changes with single spaces between them into one strike and one addition. */
function struckFirst(pieces: Piece[]): Piece[] {
	const out: Piece[] = [];
	let n = 0;
	while (n < pieces.length) {
		if (pieces[n]!.kind === 'same') {
			out.push(pieces[n++]!);
			continue;
		}
		let del = '';
		let ins = '';
		while (n < pieces.length) {
			const piece = pieces[n]!;
			const next = pieces[n + 1];
			if (piece.kind === 'same' && !(/^\s+$/.test(piece.text) && next && next.kind !== 'same')) break;
			if (piece.kind !== 'ins') del += piece.text;
			if (piece.kind !== 'del') ins += piece.text;
			n++;
		}
		if (del.trim()) out.push({ kind: 'del', text: del });
		if (ins.trim()) out.push({ kind: 'ins', text: ins });
	}
	return out;
}

/** For a big screen: only the words nearest to each change, the rest as an ellipsis. */
export function condense(pieces: Piece[], around: number): Piece[] {
	return pieces.map((piece, n) => {
		if (piece.kind !== 'same') return piece;
		const words = (piece.text.match(/\S*\s*/g) ?? []).filter(Boolean);
		const keepEnd = n < pieces.length - 1 ? around : 0;
		const keepStart = n > 0 ? around : 0;
		if (words.length <= keepStart + keepEnd + 3) return piece;
		const start = words.slice(0, keepStart).join('').trimEnd();
		const end = words.slice(words.length - keepEnd).join('');
		return { kind: 'same', text: `${start} … ${keepEnd ? end : ''}` };
	});
}
