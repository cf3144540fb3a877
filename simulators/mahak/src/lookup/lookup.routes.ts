import type { Database } from '@hybrid-store/database'
import type { FastifyInstance } from 'fastify'
import { JSON_TYPE, REFUSALS, sendJson } from '../api/answers.ts'
import { type AuthoriseDeps, authorised } from '../api/authorise.ts'
import { foldKeys, int32 } from '../api/fold-keys.ts'
import { refuseMalformed } from '../api/malformed.ts'
import { ENTITIES, type Entity, entityOf } from '../entities/index.ts'
import { readDocs } from '../store/rows.repository.ts'
import { visibleOf } from '../store/visibility.ts'

export interface LookupDeps extends AuthoriseDeps {
  db: Database
}

/** `entityType` as a name, or as the number that pictures use for the same (§4.13). */
const byType = new Map<string, Entity>([
  ...ENTITIES.map((entity) => [entity.name.toLowerCase(), entity] as const),
  ['101', entityOf('People')],
  ['102', entityOf('Products')],
])

const FIXED = [
  { path: '/Lookup/GetProductInfo', entity: entityOf('Products'), parameter: 'productid' },
  { path: '/Lookup/GetPersonInfo', entity: entityOf('People'), parameter: 'personid' },
] as const

/** One row by its id, in the usual envelope; no schema of these answers is known (§1.1). */
export function lookupRoutes(app: FastifyInstance, deps: LookupDeps): void {
  for (const { path, entity, parameter } of FIXED) {
    app.get(
      path,
      authorised(deps, async (visitorId, request, reply) => {
        const id = int32(foldKeys(request.query)[parameter])
        if (id === null) return refuseMalformed(deps.switches, reply)
        return reply.type(JSON_TYPE).send(await lookUp(deps.db, visitorId, entity, id))
      }),
    )
  }
  app.get(
    '/Lookup/Get/:entitytype/:entityid',
    authorised(deps, async (visitorId, request, reply) => {
      const { entitytype, entityid } = foldKeys(request.params)
      const [entity, id] = [byType.get(String(entitytype).toLowerCase()), int32(entityid)]
      if (!entity) return sendJson(reply, REFUSALS.unknownEntity)
      if (id === null) return refuseMalformed(deps.switches, reply)
      return reply.type(JSON_TYPE).send(await lookUp(deps.db, visitorId, entity, id))
    }),
  )
}

async function lookUp(db: Database, visitorId: number, entity: Entity, id: number): Promise<string> {
  const visible = await visibleOf(db, entity, visitorId, [id])
  const row = (await readDocs(db, entity, visible)).get(id)
  return row ? `{"Result":true,"Data":${row}}` : JSON.stringify(REFUSALS.rowNotFound)
}
