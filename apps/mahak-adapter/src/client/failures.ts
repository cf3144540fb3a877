import { type MahakFailure, mahakProblemSchema } from '@hybrid-store/contracts/mahak-adapter'

/** The adapter's answer is not whole or not its own; what it stands for may well have reached Mahak. */
export const CUT_OFF: MahakFailure = {
  code: 'malformed',
  message: 'the answer of the Mahak adapter was cut off',
  sent: true,
}

/** Errors that come before a connection stands, so that nothing can have been sent. */
const NOT_CONNECTED: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

const TIMEOUTS: ReadonlySet<unknown> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
])

/** A connection to the adapter that failed or broke. */
export function failureOfTransport(error: unknown): MahakFailure {
  if (error instanceof SyntaxError) return CUT_OFF
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return {
    code: TIMEOUTS.has(code) ? 'timeout' : 'unavailable',
    message: `the Mahak adapter cannot be reached (${String(code ?? 'unknown')})`,
    sent: !NOT_CONNECTED.has(code),
  }
}

/** With these the adapter itself refused what it was sent; any other status is a matter of the way there. */
const REFUSED_CONTENT: ReadonlySet<number> = new Set([400, 413, 415, 422])

/** The failure in a problem of the adapter's. A problem of another kind means that the adapter itself refused the call. */
export function failureOfProblem(status: number, body: string): MahakFailure {
  const problem = mahakProblemSchema.safeParse(parseJson(body))
  if (!problem.success) {
    const code = REFUSED_CONTENT.has(status) ? 'invalid' : 'unavailable'
    return { code, message: `the Mahak adapter answered ${status}`, sent: status >= 500 }
  }
  const { code, sent, detail, title, retryAfterMs } = problem.data
  return { code, sent, message: detail ?? title, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
