import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Fact, titleOf } from './facts.ts'
import { openWorld, type World } from './world.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** Id of the fact that the test is about. */
    fact?: string
  }
}

/**
 * The tests of one part of the contract, all against one simulator whose switches are put back after each test. A fact
 * with neither test nor reason fails; so does a test of a fact that has a reason for none.
 */
export function contract<Id extends string>(facts: Readonly<Record<Id, Fact>>) {
  let world: World | undefined
  beforeAll(async () => {
    world = await openWorld()
  })
  afterEach(() => world?.admin.reset())
  afterAll(() => world?.close())

  const tested = new Set<string>()
  test('each fact has either a test or a reason why there is none', () => {
    const needed = Object.entries<Fact>(facts).flatMap(([id, { untested }]) => (untested ? [] : [id]))
    expect([...tested].toSorted()).toEqual(needed.toSorted())
  })

  return (id: Id, check: (world: World) => Promise<void>): void => {
    if (tested.has(id)) throw new Error(`two tests of ${id}`)
    tested.add(id)
    test(titleOf(id, facts[id]), { meta: { fact: id } }, () => {
      if (!world) throw new Error('no simulator')
      return check(world)
    })
  }
}
