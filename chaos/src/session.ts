import { rm } from 'node:fs/promises'
import path from 'node:path'
import { brokers } from '../../e2e/brokers.ts'
import { bundleChild } from './bundle.ts'
import type { Mutant } from './mutants.ts'
import { createPool } from './pool.ts'
import { SHORTER_WAITS } from './replacements.ts'
import { createSeedRunner, type SeedOutcome } from './run-seed.ts'

/** Processes loaded in advance. */
const SPARE = 3

/** Runs seeds, over RabbitMQ where TEST_AMQP_URL names one, with the product as it is, or with one protection taken away. */
export interface ChaosSession {
  run(seed: number): Promise<SeedOutcome>
  close(): Promise<void>
}

export async function openSession(mutant?: Mutant): Promise<ChaosSession> {
  const file = await bundleChild([...SHORTER_WAITS, ...(mutant?.replacements ?? [])])
  const pool = createPool(file, SPARE)
  const broker = brokers().at(-1)
  const runner = await createSeedRunner({
    pool,
    amqpUrl: broker?.environment.AMQP_URL,
    namespace: broker?.environment.QUEUE_NAMESPACE,
    statement: mutant?.statement,
  })
  return {
    run: (seed) => runner.run(seed),
    close: async () => {
      await pool.close()
      await runner.close()
      await broker?.cleanUp()
      await rm(path.dirname(file), { recursive: true })
    },
  }
}
