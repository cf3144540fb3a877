import { accountAnswerSchema, type MahakFailure, saveRowsAnswerSchema } from '@hybrid-store/contracts/mahak-adapter'
import { ok, type Result } from '@hybrid-store/kernel'
import { Agent, type Dispatcher, request } from 'undici'
import type { z } from 'zod'
import { CUT_OFF, failureOfProblem, failureOfTransport } from './failures.ts'
import { linesOf } from './lines-of.ts'
import type { AdapterClient, ChangeLine, PictureFile, SaveResults } from './types.ts'

export interface AdapterClientOptions {
  /** Base URL of the adapter. */
  url: string
  /** A fresh service token for the audience `mahak-adapter`; asked for at every call. */
  serviceToken: () => string | Promise<string>
}

type Called = Result<Dispatcher.ResponseData, MahakFailure>

// The adapter gives up on Mahak after five minutes; it is waited for a little longer.
const PATIENCE_MS = 330_000

/** A client of the adapter for the other services of the store. */
export function createAdapterClient({ url, serviceToken }: AdapterClientOptions): AdapterClient {
  const agent = new Agent({ connect: { timeout: 5_000 }, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS })

  const call = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<Called> => {
    const headers = { authorization: `Bearer ${await serviceToken()}`, 'content-type': 'application/json' }
    try {
      const content = body === undefined ? {} : { body: JSON.stringify(body) }
      const answer = await request(new URL(path, url), { method, dispatcher: agent, headers, ...content })
      if (answer.statusCode === 200) return ok(answer)
      return { ok: false, error: failureOfProblem(answer.statusCode, await answer.body.text()) }
    } catch (error) {
      return { ok: false, error: failureOfTransport(error) }
    }
  }

  return {
    changes: (versions) => changes(() => call('POST', '/v1/changes', { versions })),
    saveRows: async (lists) => saveResults(await call('POST', '/v1/rows', lists)),
    account: async () => readJson(await call('GET', '/v1/account'), accountAnswerSchema),
    picture: async (address) => readPicture(await call('GET', `/v1/pictures?${new URLSearchParams({ url: address })}`)),
    close: () => agent.close(),
  }
}

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
