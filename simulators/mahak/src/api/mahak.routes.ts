import { Readable } from 'node:stream'
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { CallLog } from '../admin/call-log.ts'
import { disputeRoutes } from '../disputes/dispute.routes.ts'
import { lookupRoutes } from '../lookup/lookup.routes.ts'
import { pictureRoutes } from '../pictures/picture.routes.ts'
import { LARGEST_FILE, uploadRoutes } from '../pictures/upload.routes.ts'
import { readIncoming } from '../save/incoming.ts'
import { type SaveDeps, saveAllData } from '../save/save-all-data.ts'
import type { SwitchBoard } from '../switches/switch-board.ts'
import { BROKEN, JSON_TYPE, MALFORMED, sendJson } from './answers.ts'
import { authorised } from './authorise.ts'
import { compress } from './compress.ts'
import { faultHooks, faultOf } from './faults.ts'
import { foldKeys } from './fold-keys.ts'
import { getAllData, readGetAllDataRequest } from './get-all-data.ts'
import { type LogInDeps, logIn, logInV2 } from './log-in.ts'
import { refuseMalformed } from './malformed.ts'

export interface MahakApiDeps extends LogInDeps, SaveDeps {
  switches: SwitchBoard
  logger: Logger
  calls: CallLog
}

const MAX_BODY = 256 * 1024 * 1024

/** Mahak's own routes under `/API/v3`, answered in Mahak's manner (§1-§7). The V1 and V2 names do the same. */
export function mahakRoutes(deps: MahakApiDeps): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    readJsonOfAnyType(app)
    await app.register(multipart, { limits: { fileSize: LARGEST_FILE, files: 10, fields: 100 } })
    const faults = faultHooks(deps.switches)
    app.setErrorHandler((error: { statusCode?: number }, request, reply) => answerError(deps, error, request, reply))
    app.setNotFoundHandler((_request, reply) => reply.code(404).send())
    app.addHook('onRequest', async (_request, reply) => allowBrowsers(reply))
    app.addHook('onRequest', deps.calls.record)
    app.addHook('onRequest', faults.before)
    app.addHook('onSend', compress)
    app.addHook('onSend', faults.after)
    app.options('/*', (_request, reply) => reply.code(204).send())

    for (const [name, act] of [
      ['Login', logIn],
      ['LoginV2', logInV2],
    ] as const) {
      app.post(`/Sync/${name}`, async (request, reply) => {
        const { status, body } = await act(deps, foldKeys(request.body), request.ip)
        return sendJson(reply.code(status), body)
      })
    }
    for (const suffix of ['', 'V2']) {
      app.post(
        `/Sync/GetAllData${suffix}`,
        { bodyLimit: MAX_BODY },
        authorised(deps, (...call) => getChanges(deps, ...call)),
      )
      app.post(
        `/Sync/SaveAllData${suffix}`,
        { bodyLimit: MAX_BODY },
        authorised(deps, (...call) => saveRows(deps, ...call)),
      )
    }
    disputeRoutes(app, deps, MAX_BODY)
    uploadRoutes(app, deps)
    lookupRoutes(app, deps)
    pictureRoutes(app, deps)
  }
}

async function getChanges(deps: MahakApiDeps, visitorId: number, request: FastifyRequest, reply: FastifyReply) {
  const wanted = readGetAllDataRequest(foldKeys(request.body))
  if (!wanted) return refuseMalformed(deps.switches, reply)
  const pieces = getAllData(deps.db, visitorId, wanted, deps.switches.current())
  return reply.type(JSON_TYPE).send(Readable.from(pieces))
}

async function saveRows(deps: MahakApiDeps, visitorId: number, request: FastifyRequest, reply: FastifyReply) {
  const lists = readIncoming(typeof request.body === 'object' && request.body !== null ? request.body : {})
  if (!lists) return refuseMalformed(deps.switches, reply)
  const refuseSome = faultOf(request) === 'refuse-rows'
  return sendJson(reply, await saveAllData(deps, visitorId, lists, { refuseSome }))
}

/** Clients send several types for the same JSON, some with a charset that is none (§1.2). */
function readJsonOfAnyType(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_BODY }, (_request, body, done) => {
    try {
      done(null, body === '' ? {} : JSON.parse(String(body).replace(/^\uFEFF/, '')))
    } catch {
      done(Object.assign(new Error('no JSON'), { statusCode: 400 }))
    }
  })
}

function answerError(deps: MahakApiDeps, error: { statusCode?: number }, request: FastifyRequest, reply: FastifyReply) {
  const status = error.statusCode ?? 500
  if (status === 400) return refuseMalformed(deps.switches, reply)
  if (status < 500) return sendJson(reply.code(status), MALFORMED)
  deps.logger.error({ err: error, path: request.url.split('?')[0] }, 'a request to the API failed')
  return sendJson(reply.code(500), BROKEN)
}

/** A browser app calls the API directly, so it is open to all origins (§1.2). */
function allowBrowsers(reply: FastifyReply): void {
  reply.headers({
    'access-control-allow-origin': '*',
    'access-control-allow-headers': 'authorization, *',
    'access-control-allow-methods': '*',
  })
}
