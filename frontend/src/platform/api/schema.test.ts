import { existsSync, readFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, test } from 'vitest';

const schema = '../docs/openapi.json';

test.skipIf(!existsSync(schema))("the types are those of the API's own schema (npm run api)", async () => {
	const made = astToString(await openapiTS(JSON.parse(readFileSync(schema, 'utf8')) as Parameters<typeof openapiTS>[0]));
	const kept = readFileSync('src/platform/api/schema.gen.d.ts', 'utf8');

	expect(kept.endsWith(made)).toBe(true);
}, 30_000);
