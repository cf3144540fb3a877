import type { Database, Tx } from '@hybrid-store/database'
import type { Result } from '@hybrid-store/kernel'

const ROLLBACK = new Error('refused: roll back')

/** A transaction whose work may refuse: a failure is handed back as a value and everything it wrote is rolled back. */
export async function refusableTransaction<Value, Failure extends { code: string }>(
  db: Database,
  work: (tx: Tx) => Promise<Result<Value, Failure>>,
): Promise<Result<Value, Failure>> {
  const outcome: { refusal?: Result<Value, Failure> } = {}
  try {
    return await db.transaction(async (tx) => {
      const result = await work(tx)
      if (result.ok) return result
      outcome.refusal = result
      throw ROLLBACK
    })
  } catch (error) {
    if (error === ROLLBACK && outcome.refusal) return outcome.refusal
    throw error
  }
}
