import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { testDatabase } from '@hybrid-store/test-kit'
import { pino } from 'pino'
import { z } from 'zod'
import { createMahakSimulator } from '../../../src/index.ts'

export interface Answer {
  status: number
  headers: Headers
  text: string
  /** The parsed JSON; undefined if the text is none. */
  json: unknown
}

interface Request {
  method?: string
  headers?: Record<string, string>
  body?: BodyInit
}

const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
export type Row = z.infer<typeof rowSchema>

const listsSchema = z.object({ Data: z.object({ Objects: z.record(z.string(), z.array(rowSchema).nullable()) }) })

const resultSchema = z.looseObject({
  Result: z.boolean(),
  Index: z.number(),
  EntityId: z.number().optional(),
  EntityClientId: z.number().optional(),
  RowVersion: z.number().optional(),
  Errors: z.array(z.looseObject({ Property: z.string(), Error: z.string() })).optional(),
})
export type RowResult = z.infer<typeof resultSchema>

const savedSchema = z.object({
  Result: z.boolean(),
  Data: z.object({ Objects: z.record(z.string(), z.object({ Results: z.array(resultSchema) })) }),
})

const loginSchema = z.object({ Data: z.looseObject({ UserToken: z.string(), VisitorId: z.number() }) })

export const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex')

/** User names and passwords of the catalogue's visitors; the last one is assigned nothing. */
export const PASSWORDS = { shop1: 'shop1', seller2: 'seller2', newcomer3: 'گذرواژه' }
export type VisitorName = keyof typeof PASSWORDS

const API = '/API/v3'
const JSON_TYPE = { 'content-type': 'application/json' }
const CATALOGUE = fileURLToPath(new URL('./catalogue.json', import.meta.url))

async function call(url: string, { method = 'GET', ...init }: Request = {}): Promise<Answer> {
  const response = await fetch(url, { method, ...init })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parse(text) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The cloud as a client meets it: HTTP and JSON, nothing else. Paths are below `/API/v3`. */
function openCloud(host: string) {
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    call(host + API + path, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) })
  const login = (userName: VisitorName = 'shop1') =>
    post('/Sync/Login', { userName, password: md5(PASSWORDS[userName]) })
  const tokens = new Map<VisitorName, Promise<string>>()
  const token = (userName: VisitorName = 'shop1'): Promise<string> => {
    const known = tokens.get(userName) ?? login(userName).then(({ json }) => loginSchema.parse(json).Data.UserToken)
    tokens.set(userName, known)
    return known
  }
  const ask = async (path: string, body: unknown, userName?: VisitorName) =>
    post(path, body, { authorization: `Bearer ${await token(userName)}` })
  return {
    host,
    post,
    login,
    token,
    /** Login tokens are not used again after this. */
    forgetTokens: () => tokens.clear(),
    call: (path: string, request?: Request) => call(host + API + path, request),
    /** A call with a good token. */
    ask,
    /** GetAllData's lists by name; null where nothing was asked. */
    read: async (request: object, userName?: VisitorName) =>
      listsSchema.parse((await ask('/Sync/GetAllData', request, userName)).json).Data.Objects,
    /** SaveAllData's results by list, beside the envelope's Result. */
    save: async (body: object, userName?: VisitorName) => {
      const { Result, Data } = savedSchema.parse((await ask('/Sync/SaveAllData', body, userName)).json)
      return { Result, of: (list: string): RowResult[] => Data.Objects[list]?.Results ?? [] }
    },
  }
}

/** The accountant's side. */
function openDesktop(host: string) {
  const post = (path: string, body: unknown = {}) =>
    call(`${host}/desktop/api${path}`, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) })
  return {
    post,
    remove: (path: string) => call(`${host}/desktop/api${path}`, { method: 'DELETE' }),
    /** All rows of a list, whoever may see them. */
    rows: async (list: string): Promise<Row[]> => {
      const { json } = await call(`${host}/desktop/api/rows/${list}?limit=100000`)
      return z.object({ rows: z.array(rowSchema) }).parse(json).rows
    },
    /** The order as the accountant sees it before it becomes an invoice. */
    order: async (orderId: number) => {
      const { json } = await call(`${host}/desktop/api/orders?limit=1000`)
      const { orders } = z.object({ orders: z.array(z.looseObject({ orderId: z.number() })) }).parse(json)
      return orders.find((order) => order.orderId === orderId)
    },
    convert: (orderId: number | undefined) => post(`/orders/${orderId}/convert`),
  }
}

/** What the reference leaves open, and what goes wrong. */
async function openAdmin(host: string) {
  const put = (body: unknown) =>
    call(`${host}/admin/switches`, { method: 'PUT', headers: JSON_TYPE, body: JSON.stringify(body) })
  const defaults = z.record(z.string(), z.unknown()).parse((await call(`${host}/admin/switches`)).json)
  let changed = false
  return {
    defaults,
    switch: async (switches: object) => {
      changed = true
      const answer = await put(switches)
      if (answer.status !== 200) throw new Error(`no such switches: ${JSON.stringify(switches)}`)
    },
    expireTokens: () => call(`${host}/admin/tokens/expire`, { method: 'POST' }),
    reset: async () => {
      if (changed) await put(defaults)
      changed = false
    },
  }
}

/** A simulator with a small catalogue on a database of its own. */
export async function openWorld() {
  const database = await testDatabase()
  const simulator = await createMahakSimulator({
    databaseUrl: database.url,
    port: 0,
    logger: pino({ level: 'silent' }),
    catalogue: { kind: 'file', path: CATALOGUE },
  })
  return {
    mahak: openCloud(simulator.url),
    desktop: openDesktop(simulator.url),
    admin: await openAdmin(simulator.url),
    close: async () => {
      await simulator.close()
      await database.close()
    },
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>
