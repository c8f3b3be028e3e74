import { readFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, test } from 'vitest';

test('api.gen.ts is what docs/openapi.json says; run `npm run api` after a change of the API', async () => {
  const document = new URL('../../../../../docs/openapi.json', import.meta.url);
  const generated = astToString(await openapiTS(document));
  expect(readFileSync(new URL('api.gen.ts', import.meta.url), 'utf8')).toContain(generated.trim());
}, 30_000);
