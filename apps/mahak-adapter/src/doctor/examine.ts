import { CHECKS } from './checks/index.ts'
import type { ExaminationInput } from './examination.ts'
import type { Finding } from './finding.ts'
import { openExamination } from './open-examination.ts'
import { readSettings } from './settings/read-settings.ts'

/** A finding and the check that made it. */
export interface Diagnosis extends Finding {
  check: string
}

/**
 * Examines the way to Mahak and what the visitor may see there, and gives each finding when it is made. Reads only; needs
 * neither a store nor a database.
 */
export async function* examineMahak(input: ExaminationInput): AsyncGenerator<Diagnosis> {
  const { findings, settings } = readSettings(input)
  yield* findings.map((finding) => ({ check: 'settings', ...finding }))
  if (!settings) return
  const examination = openExamination(input, settings)
  try {
    for (const { name, decisive, run } of CHECKS) {
      const results = await run(examination)
      yield* results.map((finding) => ({ check: name, ...finding }))
      if (decisive && results.some(({ level }) => level === 'error')) return
    }
  } finally {
    await examination.mahak.close()
  }
}
