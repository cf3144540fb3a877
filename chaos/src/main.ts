import { parseArgs } from 'node:util'
import { openCluster } from './cluster.ts'
import { describeFailure, describeOutcome } from './describe.ts'
import { MUTANTS, type Mutant } from './mutants.ts'
import { openSession } from './session.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    from: { type: 'string', default: '1' },
    /** Runs this one seed. */
    seed: { type: 'string' },
    /** So many at the same time; most of a seed is waiting. */
    parallel: { type: 'string', default: '2' },
    /** Takes each protection away until a seed fails. */
    mutants: { type: 'boolean', default: false },
    /** Only the mutant of this name. */
    mutant: { type: 'string' },
  },
})
const from = Number(values.seed ?? values.from)
const last = values.seed ? from : from + Number(values.seeds) - 1

const parallel = Number(values.parallel)

const closeCluster = await openCluster()
const passed = values.mutants || values.mutant ? await runMutants() : await runSeeds()
await closeCluster()
process.exit(passed ? 0 : 1)

async function runSeeds(): Promise<boolean> {
  const session = await openSession({ parallel })
  const started = performance.now()
  const failed: number[] = []
  await eachSeed(async (seed) => {
    const outcome = await session.run(seed)
    console.log(describeOutcome(outcome))
    if (outcome.differences.length === 0) return true
    failed.push(seed)
    console.log(describeFailure(outcome))
    return true
  })
  const seconds = (performance.now() - started) / 1000
  console.log(`${last - from + 1} seeds in ${Math.round(seconds)} s, ${failed.length} failed (${failed.join(', ')})`)
  await session.close()
  return failed.length === 0
}

async function runMutants(): Promise<boolean> {
  const wanted = MUTANTS.filter(({ name }) => !values.mutant || name === values.mutant)
  let allFound = wanted.length > 0
  for (const mutant of wanted) {
    const seed = await firstFailure(mutant)
    console.log(`without ${mutant.name}: ${seed === null ? 'NO seed failed' : `seed ${seed} failed`}`)
    allFound &&= seed !== null
  }
  return allFound
}

async function firstFailure(mutant: Mutant): Promise<number | null> {
  const session = await openSession({ mutant, parallel })
  let failed: number | null = null
  try {
    await eachSeed(async (seed) => {
      const outcome = await session.run(seed)
      console.log(describeOutcome(outcome))
      if (outcome.differences.length === 0) return failed === null
      console.log(`  ${outcome.differences[0]}`)
      failed ??= seed
      return false
    })
    return failed
  } finally {
    await session.close()
  }
}

/** Runs the seeds in order, `parallel` at a time, until one says that it is enough. */
async function eachSeed(run: (seed: number) => Promise<boolean>): Promise<void> {
  let next = from
  const lane = async () => {
    while (next <= last) {
      const seed = next
      next += 1
      if (!(await run(seed))) next = last + 1
    }
  }
  await Promise.all(Array.from({ length: parallel }, lane))
}
