import {
  accountAnswerSchema,
  CORRELATION_IDS_HEADER,
  disputeAnswerSchema,
  lookupAnswerSchema,
  type MahakFailure,
  saveRowsAnswerSchema,
  uploadedPictureSchema,
} from '@hybrid-store/contracts/mahak-adapter'
import { ok, type Result } from '@hybrid-store/kernel'
import type { Lookup } from '@hybrid-store/mahak-client'
import { Agent, type Dispatcher, request } from 'undici'
import type { z } from 'zod'
import { CUT_OFF, failureOfProblem, failureOfTransport } from './failures.ts'
import { linesOf } from './lines-of.ts'
import type { AdapterClient, ChangeLine, PictureFile, SaveCall, SaveResults } from './types.ts'

export interface AdapterClientOptions {
  /** Base URL of the adapter. */
  url: string
  /** A fresh service token for the audience `mahak-adapter`; asked for at every call. */
  serviceToken: () => string | Promise<string>
}

interface Content {
  type: string
  bytes: string | Uint8Array
}

type Called = Result<Dispatcher.ResponseData, MahakFailure>

// The adapter gives up on Mahak after five minutes; it is waited for a little longer.
const PATIENCE_MS = 330_000

/** A client of the adapter for the other services of the store. */
export function createAdapterClient({ url, serviceToken }: AdapterClientOptions): AdapterClient {
  const agent = new Agent({ connect: { timeout: 5_000 }, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS })

  const send = async (
    method: 'GET' | 'POST',
    path: string,
    content: Content | null,
    call?: SaveCall,
  ): Promise<Called> => {
    const headers = {
      authorization: `Bearer ${await serviceToken()}`,
      ...(content ? { 'content-type': content.type } : {}),
      ...(call ? headersOfCall(call) : {}),
    }
    try {
      const answer = await request(new URL(path, url), {
        method,
        dispatcher: agent,
        headers,
        body: content?.bytes ?? null,
      })
      if (answer.statusCode === 200) return ok(answer)
      return { ok: false, error: failureOfProblem(answer.statusCode, await answer.body.text()) }
    } catch (error) {
      return { ok: false, error: failureOfTransport(error) }
    }
  }
  const get = (path: string) => send('GET', path, null)
  const post = (path: string, body: unknown, call?: SaveCall) =>
    send('POST', path, { type: 'application/json', bytes: JSON.stringify(body) }, call)

  return {
    changes: (versions) => changes(() => post('/v1/changes', { versions })),
    saveRows: async (lists, call) => saveResults(await post('/v1/rows', lists, call)),
    account: async () => readJson(await get('/v1/account'), accountAnswerSchema),
    picture: async (address) => readPicture(await get(`/v1/pictures?${new URLSearchParams({ url: address })}`)),
    uploadPicture: async ({ pictureId, fileName, bytes, contentType: type }) => {
      const query = new URLSearchParams({ pictureId: String(pictureId), fileName })
      return readJson(await send('POST', `/v1/pictures?${query}`, { type, bytes }), uploadedPictureSchema)
    },
    solveDispute: async (entity, items) => disputeData(await post('/v1/disputes', { entity, items })),
    solveOrderDispute: async (items) => disputeData(await post('/v1/order-disputes', { items })),
    lookUp: async (lookup) => lookedUp(await get(`/v1/lookup/${pathOfLookup(lookup)}`)),
    close: () => agent.close(),
  }
}

/** Headers have to stay small; the worker's log has all of them. */
const MOST_CORRELATION_IDS = 100

const headersOfCall = ({ requestId, correlationIds = [] }: SaveCall): Record<string, string> => ({
  'x-request-id': requestId,
  ...(correlationIds.length > 0
    ? { [CORRELATION_IDS_HEADER]: correlationIds.slice(0, MOST_CORRELATION_IDS).join(',') }
    : {}),
})

/** Ends with exactly one `end` or `failure`, whatever happens to the connection. */
async function* changes(call: () => Promise<Called>): AsyncGenerator<ChangeLine> {
  const answer = await call()
  if (!answer.ok) {
    yield { failure: answer.error }
    return
  }
  try {
    for await (const line of linesOf(answer.value.body)) {
      yield line
      if ('end' in line || 'failure' in line) return
    }
    yield { failure: CUT_OFF }
  } catch (error) {
    yield { failure: failureOfTransport(error) }
  }
}

async function saveResults(called: Called): Promise<Result<SaveResults, MahakFailure>> {
  const answer = await readJson(called, saveRowsAnswerSchema)
  return answer.ok ? ok(answer.value.results) : answer
}

async function disputeData(called: Called): Promise<Result<unknown, MahakFailure>> {
  const answer = await readJson(called, disputeAnswerSchema)
  return answer.ok ? ok(answer.value.data) : answer
}

function pathOfLookup(lookup: Lookup): string {
  if ('productId' in lookup) return `products/${lookup.productId}`
  if ('personId' in lookup) return `people/${lookup.personId}`
  return `rows/${encodeURIComponent(lookup.entityType.toWellFormed())}/${lookup.entityId}`
}

async function lookedUp(called: Called): Promise<Result<unknown, MahakFailure>> {
  const found = await readJson(called, lookupAnswerSchema)
  return found.ok ? ok(found.value.answer) : found
}

async function readJson<Schema extends z.ZodType>(
  called: Called,
  schema: Schema,
): Promise<Result<z.infer<Schema>, MahakFailure>> {
  if (!called.ok) return called
  try {
    const parsed = schema.safeParse(await called.value.body.json())
    return parsed.success ? ok(parsed.data) : { ok: false, error: CUT_OFF }
  } catch (error) {
    return { ok: false, error: failureOfTransport(error) }
  }
}

async function readPicture(called: Called): Promise<Result<PictureFile, MahakFailure>> {
  if (!called.ok) return called
  const { headers, body } = called.value
  try {
    return ok({ bytes: await body.bytes(), contentType: String(headers['content-type'] ?? '') })
  } catch (error) {
    return { ok: false, error: failureOfTransport(error) }
  }
}
