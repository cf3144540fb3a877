import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Switches } from '../switches/switches.ts'
import { REFUSALS, sendJson, UNAUTHORIZED } from './answers.ts'
import { foldKeys } from './fold-keys.ts'
import type { Tokens } from './token.ts'

export interface AuthoriseDeps {
  tokens: Tokens
  switches: { current(): Switches }
}

type Handler = (visitorId: number, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** Lets the visitor of a valid token in; all others get 401, and those of an expired subscription a refusal if told so. */
export function authorised({ tokens, switches }: AuthoriseDeps, handle: Handler) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const visitorId = await tokens.read(tokenOf(request), request.ip)
    if (visitorId === null) return reply.code(401).send(UNAUTHORIZED)
    const { creditDay, expiredAnswers } = switches.current()
    if (creditDay < 0 && expiredAnswers === 'refuse-calls') return sendJson(reply, REFUSALS.expired)
    return handle(visitorId, request, reply)
  }
}

/** The token in any of the header's four spellings, else Android's `userToken` in the query or the body (§1.2). */
function tokenOf(request: FastifyRequest): string {
  const fromHeader = request.headers.authorization?.replace(/^\s*bearer\s*:?\s*/i, '').trim()
  return fromHeader || String(foldKeys(request.query).usertoken ?? foldKeys(request.body).usertoken ?? '')
}
