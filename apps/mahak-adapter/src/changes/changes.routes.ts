import { changesRequestSchema } from '@hybrid-store/contracts/mahak-adapter'
import { type HttpServer, sendProblem } from '@hybrid-store/http'
import { isEntityName, type ReadVersions } from '@hybrid-store/mahak-client'
import type { AdapterDeps } from '../deps.ts'
import { streamChanges } from './stream-changes.ts'

/** `POST /v1/changes`: changed rows as JSON lines, in the order Mahak sends them. */
export function changesRoutes(app: HttpServer, deps: AdapterDeps): void {
  app.post('/v1/changes', { schema: { body: changesRequestSchema } }, async (request, reply) => {
    const { versions } = request.body
    const unknown = Object.keys(versions).filter((name) => !isEntityName(name))
    if (unknown.length > 0) {
      const errors = unknown.map((name) => ({ field: `body.versions.${name}`, message: 'no such entity' }))
      return sendProblem(reply, { code: 'invalid_request', errors })
    }
    return streamChanges(deps, versions satisfies ReadVersions, reply)
  })
}
