import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const secretsSchema = z.object({
  STORE_SECRET: z.string().min(32),
  SERVICE_TOKEN_SECRET: z.string().min(32),
  ADMIN_PASSWORD: z.string().min(8),
})
export type Secrets = z.infer<typeof secretsSchema>

/** The installation's own secrets: made at the first start, kept in `secrets.json` that only its owner can read. */
export function loadSecrets(dataDir: string): Secrets {
  mkdirSync(dataDir, { recursive: true })
  const file = path.join(dataDir, 'secrets.json')
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(makeSecrets(), null, 2), { mode: 0o600 })
  const parsed = secretsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success)
    throw new Error(`${file} is damaged: restore it from a backup, for without it sessions and keys are lost`)
  return parsed.data
}

const makeSecrets = (): Secrets => ({
  STORE_SECRET: randomBytes(32).toString('hex'),
  SERVICE_TOKEN_SECRET: randomBytes(32).toString('hex'),
  ADMIN_PASSWORD: randomBytes(9).toString('base64url'),
})
