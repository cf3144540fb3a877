import { parseArgs } from 'node:util'
import { readConfig } from '@hybrid-store/http'
import { systemClock } from '@hybrid-store/kernel'
import {
  conclusionOf,
  type Diagnosis,
  type ExaminationInput,
  examineMahak,
  exitStatusOf,
  linesOf,
} from '@hybrid-store/mahak-adapter/doctor'
import { standaloneConfigSchema } from '../config.ts'
import { findRunning, type Running } from '../running.ts'
import type { CommandCall } from './command.ts'
import { knownAccountOf } from './known-account.ts'
import { readShopSettings } from './shop-settings.ts'

const place = standaloneConfigSchema.pick({ STORE_DATA_DIR: true, DATABASE_URL: true })
const login = standaloneConfigSchema.pick({ MAHAK_USERNAME: true, MAHAK_PASSWORD: true })

/** Says in Persian and English what is wrong on the way to Mahak and how to mend it. */
export async function doctorMahak({ args, environment, print }: CommandCall): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } })
  const diagnoses: Diagnosis[] = []
  for await (const diagnosis of examineMahak(await patientOf(environment))) {
    diagnoses.push(diagnosis)
    if (!values.json) for (const line of linesOf(diagnosis)) print(line)
  }
  const status = exitStatusOf(diagnoses)
  if (values.json) print(JSON.stringify({ at: systemClock.now(), status, findings: diagnoses }, null, 2))
  else for (const line of conclusionOf(diagnoses)) print(line)
  return status
}

/** Whom to examine: the Mahak of the environment, or the simulated one of a store that runs without it. */
async function patientOf(environment: NodeJS.ProcessEnv): Promise<ExaminationInput> {
  const { STORE_DATA_DIR, DATABASE_URL } = readConfig(place, environment)
  const running = findRunning(STORE_DATA_DIR)
  return {
    ...mahakOf(environment, running),
    ...readShopSettings(environment),
    knownAccount: await knownAccountOf(running?.databaseUrl ?? DATABASE_URL),
    clock: systemClock,
  }
}

function mahakOf(
  environment: NodeJS.ProcessEnv,
  running: Running | null,
): Pick<ExaminationInput, 'environment' | 'simulated'> {
  if (environment.MAHAK_BASE_URL || !running?.simulatedMahakUrl) return { environment }
  const simulator = { ...readConfig(login, environment), MAHAK_BASE_URL: running.simulatedMahakUrl }
  return { environment: { ...environment, ...simulator }, simulated: true }
}
