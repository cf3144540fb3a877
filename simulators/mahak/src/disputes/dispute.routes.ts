import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { REFUSALS, sendJson } from '../api/answers.ts'
import { type AuthoriseDeps, authorised } from '../api/authorise.ts'
import { refuseMalformed } from '../api/malformed.ts'
import { ENTITIES } from '../entities/index.ts'
import type { UploadDeps } from '../store/upload.ts'
import { type Dispute, readDispute } from './read-dispute.ts'
import { solveDispute, solveOrderDispute } from './solve-dispute.ts'

export type DisputeDeps = AuthoriseDeps & UploadDeps & { logger: Logger }

/** The names are singular here, in any case (§6). */
const byName = new Map(ENTITIES.map((entity) => [entity.name.toLowerCase(), entity]))

const DISPUTES = [
  { path: '/Sync/SolveDispute', figure: 'rw', solve: solveRows },
  { path: '/Sync/SolveOrderDispute', figure: 'code', solve: solveOrders },
] as const

/** SolveDispute and SolveOrderDispute; of the answer only `Result` is known (§6). */
export function disputeRoutes(app: FastifyInstance, deps: DisputeDeps, bodyLimit: number): void {
  for (const { path, figure, solve } of DISPUTES) {
    const handle = async (visitorId: number, request: FastifyRequest, reply: FastifyReply) => {
      const dispute = readDispute(request.body, figure)
      if (!dispute) return refuseMalformed(deps.switches, reply)
      if (dispute.databaseId !== deps.switches.current().databaseId) return sendJson(reply, REFUSALS.otherDatabase)
      return sendJson(reply, await solve(deps, visitorId, dispute))
    }
    app.post(path, { bodyLimit }, authorised(deps, handle))
  }
}

async function solveRows(deps: DisputeDeps, visitorId: number, { entityName, claims }: Dispute): Promise<object> {
  const entity = byName.get(entityName.toLowerCase())
  if (!entity) return REFUSALS.unknownEntity
  const touched = await solveDispute(deps, visitorId, entity, claims)
  deps.logger.info({ visitorId, entity: entity.name, told: claims.size, touched }, 'a dispute was solved')
  return { Result: true }
}

async function solveOrders(deps: DisputeDeps, visitorId: number, { claims }: Dispute): Promise<object> {
  const touched = await solveOrderDispute(deps, visitorId, claims)
  deps.logger.info({ visitorId, entity: 'Order', told: claims.size, touched }, 'a dispute of order codes was solved')
  return { Result: true }
}
