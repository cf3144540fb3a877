import { type AccountAnswer, accountAnswerSchema } from '@hybrid-store/contracts/mahak-adapter'
import type { HttpServer } from '@hybrid-store/http'
import type { AdapterDeps } from '../deps.ts'
import { sendFailure } from '../send-failure.ts'

// Young enough for an alarm about clocks and credit, old enough not to log in at every question.
const MAX_AGE_MS = 60_000

/** `GET /v1/account`: whom the adapter speaks for at Mahak. */
export function accountRoutes(app: HttpServer, { mahak, guard }: AdapterDeps): void {
  const schema = { summary: 'Whom the adapter speaks for at Mahak', response: { 200: accountAnswerSchema } }
  app.get('/v1/account', { schema }, async (_request, reply) => {
    const account = await guard('quick', () => mahak.login({ maxAgeMs: MAX_AGE_MS }))
    if (!account.ok) return sendFailure(reply, account.error)
    const { serverTime, ...rest } = account.value
    const answer: AccountAnswer = { ...rest, serverTime: serverTime?.toISOString() ?? null }
    return answer
  })
}
