import { request } from 'undici'
import { z } from 'zod'
import type { Exchange } from './payment-gateway.ts'

/** The side that has nothing to say is an array, the other one an object. */
const side = <Shape extends z.ZodType>(shape: Shape) => z.union([shape, z.array(z.unknown()), z.null()]).optional()
const envelope = z.object({
  data: side(z.looseObject({ code: z.number() })),
  errors: side(z.looseObject({ code: z.number(), message: z.string().optional() })),
})

export type ZarinpalAnswer =
  | { kind: 'data'; code: number; data: unknown; exchange: Exchange }
  | { kind: 'error'; code: number; exchange: Exchange }
  | { kind: 'unknown'; exchange: Exchange }

const PATHS: Record<Exchange['call'], string> = {
  request: 'request',
  verify: 'verify',
  inquire: 'inquiry',
  reverse: 'reverse',
}

/**
 * One POST to ZarinPal v4. Errors come with HTTP 200 as well as with others, so the envelope decides; a time-out, an empty
 * body or a page of HTML decides nothing.
 */
export async function postToZarinpal(
  options: { baseUrl: string; merchantId: string; timeoutMs: number },
  call: Exchange['call'],
  fields: Record<string, unknown>,
): Promise<ZarinpalAnswer> {
  try {
    const { statusCode, body } = await request(`${options.baseUrl}/pg/v4/payment/${PATHS[call]}.json`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ merchant_id: options.merchantId, ...fields }),
      signal: AbortSignal.timeout(options.timeoutMs),
    })
    return readAnswer(call, statusCode, await body.text())
  } catch (error) {
    return { kind: 'unknown', exchange: { call, status: null, answer: { error: errorKind(error) } } }
  }
}

function readAnswer(call: Exchange['call'], status: number, text: string): ZarinpalAnswer {
  const read = envelope.safeParse(parseJson(text))
  if (!read.success) return { kind: 'unknown', exchange: { call, status, answer: { unreadable: text.slice(0, 200) } } }
  const exchange = { call, status, answer: read.data }
  const { data, errors } = read.data
  if (errors && !Array.isArray(errors)) return { kind: 'error', code: errors.code, exchange }
  if (data && !Array.isArray(data)) return { kind: 'data', code: data.code, data, exchange }
  return { kind: 'unknown', exchange }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const errorKind = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
  return code ?? (error instanceof Error ? error.name : 'unknown')
}
