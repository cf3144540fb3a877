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
    /** Takes each protection away until a seed fails. */
    mutants: { type: 'boolean', default: false },
    /** Only the mutant of this name. */
    mutant: { type: 'string' },
  },
})
const from = Number(values.seed ?? values.from)
const last = values.seed ? from : from + Number(values.seeds) - 1

const closeCluster = await openCluster()
const passed = values.mutants || values.mutant ? await runMutants() : await runSeeds()
await closeCluster()
process.exit(passed ? 0 : 1)

async function runSeeds(): Promise<boolean> {
  const session = await openSession()
  const started = performance.now()
  const failed: number[] = []
  for (let seed = from; seed <= last; seed += 1) {
    const outcome = await session.run(seed)
    console.log(describeOutcome(outcome))
    if (outcome.differences.length === 0) continue
    failed.push(seed)
    console.log(describeFailure(outcome))
  }
  const seconds = (performance.now() - started) / 1000 / (last - from + 1)
  console.log(`${last - from + 1} seeds, ${failed.length} failed (${failed.join(', ')}), ${seconds.toFixed(1)} s each`)
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
  const session = await openSession(mutant)
  try {
    for (let seed = from; seed <= last; seed += 1) {
      const outcome = await session.run(seed)
      console.log(describeOutcome(outcome))
      if (outcome.differences.length === 0) continue
      console.log(`  ${outcome.differences[0]}`)
      return seed
    }
    return null
  } finally {
    await session.close()
  }
}
