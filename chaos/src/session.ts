import { rm } from 'node:fs/promises'
import path from 'node:path'
import { openBrokerPlaces } from './broker.ts'
import { bundleChild } from './bundle.ts'
import type { Mutant } from './mutants.ts'
import { createPool } from './pool.ts'
import type { Program } from './program.ts'
import { SHORTER_WAITS } from './replacements.ts'
import { createSeedRunner, type SeedOutcome } from './run-seed.ts'

/** Processes loaded in advance for each seed that runs at the same time. */
const SPARE = 3

/** Runs seeds, some of them over RabbitMQ, with the product as it is or with one protection taken away. */
export interface ChaosSession {
  /** Several may run at the same time. */
  run(seed: number): Promise<SeedOutcome>
  play(program: Program): Promise<SeedOutcome>
  close(): Promise<void>
}

export async function openSession({
  mutant,
  parallel = 1,
}: {
  mutant?: Mutant
  parallel?: number
} = {}): Promise<ChaosSession> {
  const file = await bundleChild([...SHORTER_WAITS, ...(mutant?.replacements ?? [])])
  const pool = createPool(file, SPARE * parallel)
  const brokers = openBrokerPlaces()
  const runner = await createSeedRunner({ pool, brokers, statement: mutant?.statement })
  return {
    run: runner.run,
    play: runner.play,
    close: async () => {
      await pool.close()
      await runner.close()
      await brokers?.close()
      await rm(path.dirname(file), { recursive: true })
    },
  }
}
