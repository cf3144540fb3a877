import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCluster } from '../src/cluster.ts'
import { describeFailure } from '../src/describe.ts'
import { type ChaosSession, openSession } from '../src/session.ts'

let closeCluster: () => Promise<void>
let session: ChaosSession
beforeAll(async () => {
  closeCluster = await openCluster()
  session = await openSession()
})
afterAll(async () => {
  await session?.close()
  await closeCluster?.()
})

test.each([1, 2, 3, 4, 5])('after the faults of seed %i both sides agree and stay quiet', async (seed) => {
  const outcome = await session.run(seed)
  expect(outcome.differences, describeFailure(outcome)).toEqual([])
})
