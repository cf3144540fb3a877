import { createMahakClient } from '@hybrid-store/mahak-client'
import { clientOptions, type MahakSettings } from '../client-options.ts'
import type { Examination, ExaminationInput } from './examination.ts'
import { readBooks } from './reading/read-books.ts'

const PATIENCE_MS = 20_000

/** The examination of the Mahak that the settings name; its client has to be closed. */
export function openExamination(input: ExaminationInput, settings: MahakSettings): Examination {
  const { patienceMs = PATIENCE_MS } = input
  const mahak = createMahakClient({
    ...clientOptions(settings),
    timeouts: { connectMs: patienceMs, totalMs: patienceMs },
    clock: input.clock,
  })
  return {
    input,
    settings,
    patienceMs,
    mahak,
    account: once(() => mahak.login()),
    books: once(() => readBooks(mahak)),
  }
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null
  return () => {
    made ??= make()
    return made
  }
}
