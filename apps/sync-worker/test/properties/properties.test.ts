import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** What the exchange with Mahak guarantees; each has tests whose names begin with its number. */
const PROPERTIES = [
  'every committed change of the shop reaches Mahak',
  'every committed change at Mahak reaches the shop',
  'a row that Mahak shows long after its version is still found',
  'one order of the shop is one order at Mahak, whatever answers are lost',
  'the same at a Mahak that ignores ClientIds',
  'a worker may die anywhere while it sends',
  'a worker may die anywhere while it reads',
  'a checkpoint never passes what was not taken over',
  'what was read is not sent back',
  'an edit of the accountant is not swallowed by our own save',
  'no side overwrites what the other one owns',
  'a conflict is decided once, recorded, and stays decided',
  'messages that come several times do no harm',
  'messages that get lost are made up for',
  'the broker may restart and connections may be cut',
  'the database may restart, and may come back without its last moments',
  'a token may expire in the middle',
  'a save may be stored in part',
  'a storm of 429 and 503 costs probes and nothing else',
  'a record that breaks every call is found and put aside',
  'a message nobody can read is put aside with its reason',
  'deletions and edits of the same record follow the policy',
  'nothing is deleted by accident in masses',
  'a malformed row is parked alone',
  'a huge answer takes little memory',
  'a slow Mahak holds up neither its call for ever nor the other lane',
  'wrong clocks change nothing',
  'children wait for their parents',
  'an order overtakes a backlog',
  'no older version follows a newer one',
  'a first reading that is killed goes on where it stood',
  'a dry run writes nothing',
  'what an operator does is safe to repeat, and audited',
  'no secret is written anywhere',
  'a worker that is told to end leaves nothing half done',
]

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const PLACES = ['apps', 'packages', 'simulators', 'chaos', 'e2e']
const isTest = (file: string) =>
  /^(e2e|.*\/test)\/.*\.ts$/.test(file) && !file.includes('node_modules') && !file.endsWith('properties.test.ts')

/** The files that have tests of each property. */
function filesByProperty(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const files = PLACES.flatMap((place) =>
    readdirSync(path.join(root, place), { encoding: 'utf8', recursive: true }).map((file) =>
      path.posix.join(place, file),
    ),
  )
  for (const file of files.filter(isTest).sort())
    for (const [, property = ''] of readFileSync(path.join(root, file), 'utf8').matchAll(/['"`](P[1-9]\d?): /g))
      found.set(property, (found.get(property) ?? new Set()).add(file))
  return found
}

test('each property has tests that are named after it', () => {
  const found = filesByProperty()
  const missing = PROPERTIES.map((_, index) => `P${index + 1}`).filter((property) => !found.has(property))
  expect(missing).toEqual([])
})

test('README.md says where each property is tested; `npx vitest run apps/sync-worker/test/properties/properties -u` writes it', async () => {
  const found = filesByProperty()
  const link = (file: string) =>
    `[${path.basename(file)}](${path.posix.relative('apps/sync-worker/test/properties', file)})`
  const rows = PROPERTIES.map((promise, index) => {
    const files = [...(found.get(`P${index + 1}`) ?? [])].map(link)
    return `| P${index + 1} | ${promise} | ${files.join(', ')} |`
  })
  const head = [
    '# What the exchange guarantees',
    'Each promise has tests whose names begin with its number. Written by `npx vitest run apps/sync-worker/test/properties/properties -u`.',
    '',
    '| | promise | tests |',
    '|---|---|---|',
  ]
  await expect(`${[...head, ...rows].join('\n')}\n`).toMatchFileSnapshot('./README.md')
})
