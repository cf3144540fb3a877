import type { FastifyReply } from 'fastify'
import type { Switches } from '../switches/switches.ts'
import { MALFORMED, sendJson } from './answers.ts'

/** How Mahak answers what it cannot read is unknown (§12.7): 400 or 200, Result false in both. */
export const refuseMalformed = (switches: { current(): Switches }, reply: FastifyReply): FastifyReply =>
  sendJson(reply.code(switches.current().malformedStatus), MALFORMED)
