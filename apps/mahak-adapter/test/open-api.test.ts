import { fileURLToPath } from 'node:url'
import { request } from 'undici'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RunningAdapter, startAdapter } from './start-adapter.ts'

const DESCRIPTION = fileURLToPath(new URL('../../../docs/api/mahak-adapter.openapi.json', import.meta.url))
let adapter: RunningAdapter

beforeEach(async () => {
  adapter = await startAdapter('http://127.0.0.1:9/API/v3')
})
afterEach(() => adapter.close())

test('the API is what docs/api/mahak-adapter.openapi.json says; `npx vitest run apps/mahak-adapter -u` writes a wanted change there', async () => {
  const answer = await request(`${adapter.url}/v1/openapi.json`)
  const description = await answer.body.json()
  expect(description).toMatchObject({ openapi: '3.1.0' })
  await expect(`${JSON.stringify(description, null, 2)}\n`).toMatchFileSnapshot(DESCRIPTION)
})
