import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** Where the parts of the running store can be reached, for the operator's commands. */
const runningSchema = z.object({
  pid: z.int(),
  url: z.string(),
  databaseUrl: z.string(),
  amqpUrl: z.string().optional(),
  queueNamespace: z.string(),
  adapterUrl: z.string(),
  /** Only where Mahak is simulated. */
  simulatedMahakUrl: z.string().optional(),
  coreUrl: z.string(),
  metricsUrl: z.string(),
  objectsDir: z.string(),
})
export type Running = z.infer<typeof runningSchema>

const fileOf = (dataDir: string) => path.join(dataDir, 'running.json')

/** Notes the addresses in `running.json`, readable by its owner only; gives the function that removes the note. */
export function noteRunning(dataDir: string, running: Running): () => void {
  writeFileSync(fileOf(dataDir), JSON.stringify(running, null, 2), { mode: 0o600 })
  return () => rmSync(fileOf(dataDir), { force: true })
}

/** The store that runs on this data folder, or null if none does. */
export function findRunning(dataDir: string): Running | null {
  try {
    const running = runningSchema.parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')))
    process.kill(running.pid, 0)
    return running
  } catch {
    return null
  }
}
