import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { pino } from 'pino'
import { z } from 'zod'
import { createMahakSimulator, type MahakSimulatorOptions } from '../../src/index.ts'

export const silent = pino({ level: 'silent' })
/** The three products of the README's example: starts much faster than the demo shop. */
export const SMALL = {
  kind: 'file',
  path: fileURLToPath(new URL('../../examples/catalogue.json', import.meta.url)),
} as const

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex')

const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
export type Row = z.infer<typeof rowSchema>

const listsSchema = z.object({
  Result: z.boolean(),
  Data: z.object({ Objects: z.record(z.string(), z.array(rowSchema).nullable()) }),
})

const resultSchema = z.strictObject({
  Result: z.boolean(),
  Index: z.number(),
  EntityId: z.number().optional(),
  EntityClientId: z.number().optional(),
  RowVersion: z.number().optional(),
  Errors: z.array(z.strictObject({ Property: z.string(), Error: z.string() })).optional(),
})

const savedSchema = z.strictObject({
  Result: z.boolean(),
  Data: z.strictObject({ Objects: z.record(z.string(), z.strictObject({ Results: z.array(resultSchema) })) }),
})

export type SaveResult = z.infer<typeof resultSchema>

/** A simulator on a database of its own, and the calls that tests make to it over plain HTTP. */
export async function startSimulator(options: Partial<MahakSimulatorOptions> = {}, database?: TestDatabase) {
  const db = database ?? (await testDatabase())
  const simulator = await createMahakSimulator({ databaseUrl: db.url, port: 0, logger: silent, ...options })
  const { url } = simulator
  const call = (path: string, init?: RequestInit) => fetch(url + path, init)
  const send = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    call(path, { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
  const json = async (answer: Response): Promise<unknown> => answer.json()

  const login = async (userName = 'shop1'): Promise<string> => {
    const answer = await send('POST', '/API/v3/Sync/Login', { userName, password: md5(userName) })
    return z.object({ Data: z.object({ UserToken: z.string() }) }).parse(await json(answer)).Data.UserToken
  }
  const tokens = new Map<string, Promise<string>>()
  const as = async (userName: string) => {
    const token = tokens.get(userName) ?? login(userName)
    tokens.set(userName, token)
    return { authorization: `Bearer ${await token}` }
  }

  return {
    ...simulator,
    db,
    call,
    send,
    login,
    /** Lists by name; those that were not asked are null. */
    read: async (request: object, userName = 'shop1') => {
      const answer = await send('POST', '/API/v3/Sync/GetAllData', request, await as(userName))
      return listsSchema.parse(await json(answer)).Data.Objects
    },
    save: async (body: object, userName = 'shop1') => {
      const answer = await send('POST', '/API/v3/Sync/SaveAllData', body, await as(userName))
      const { Result, Data } = savedSchema.parse(await json(answer))
      return {
        ok: Result,
        of: (list: string): SaveResult[] => Data.Objects[list]?.Results ?? [],
        keys: Object.keys(Data.Objects),
      }
    },
    rows: async (entity: string): Promise<Row[]> => {
      const answer = await call(`/desktop/api/rows/${entity}?limit=100000`)
      return z.object({ rows: z.array(rowSchema) }).parse(await json(answer)).rows
    },
    post: (path: string, body: unknown = {}) => send('POST', `/desktop/api${path}`, body),
    switch: (switches: object) => send('PUT', '/admin/switches', switches),
    stop: async () => {
      await simulator.close()
      await db.close()
    },
  }
}

export type TestSimulator = Awaited<ReturnType<typeof startSimulator>>

/** The first row of a list; throws where there is none. */
export function firstOf<Item>(items: readonly Item[] | null | undefined): Item {
  const [item] = items ?? []
  if (item === undefined) throw new Error('the list is empty')
  return item
}
