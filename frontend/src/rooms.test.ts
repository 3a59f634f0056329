import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const files = (folder: string): string[] =>
	readdirSync(folder).flatMap((name) => {
		const path = join(folder, name);
		return statSync(path).isDirectory() ? files(path) : [path];
	});

const imports = (room: string) => files(`src/${room}`).filter((file) => /\.(svelte|ts)$/.test(file)).map((file) => ({ file, code: readFileSync(file, 'utf8') }));

test('the ground knows no room above it', () => {
	expect(imports('platform').filter(({ code }) => /from '\$(tenants|voting|billing)/.test(code)).map(({ file }) => file)).toEqual([]);
});

test('the association knows nothing of the meeting', () => {
	expect(imports('tenants').filter(({ code }) => /from '\$(voting|billing)/.test(code)).map(({ file }) => file)).toEqual([]);
});

test('the meeting and the money do not know each other', () => {
	const across = [...imports('voting').filter(({ code }) => /from '\$billing/.test(code)), ...imports('billing').filter(({ code }) => /from '\$voting/.test(code))];

	expect(across.map(({ file }) => file)).toEqual([]);
});

test('no file is longer than 400 lines', () => {
	const long = files('src').filter((file) => !/\/gen\/|\.gen\.d\.ts$/.test(file) && readFileSync(file, 'utf8').split('\n').length > 400);

	expect(long).toEqual([]);
});
