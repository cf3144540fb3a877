import type { Clock } from '@hybrid-store/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { CUTS, faultOf } from '../api/faults.ts'
import type { FaultKind } from '../switches/switches.ts'

export interface Call {
  at: Date
  method: string
  /** Without the query, which may hold a token. */
  path: string
  /** Null while it is under way, and where the connection was cut before the whole answer had left. */
  status: number | null
  durationMs: number | null
  fault: FaultKind | null
}

export interface CallLog {
  /** A hook for the start of a request. */
  record(request: FastifyRequest, reply: FastifyReply): Promise<void>
  /** The newest calls first. */
  list(): Call[]
}

const KEPT = 500

/** Remembers the last calls of this process, without bodies, headers and queries. */
export function openCallLog(clock: Clock): CallLog {
  const calls: Call[] = []
  return {
    record: async (request, reply) => {
      const path = request.url.split('?')[0] ?? ''
      const call: Call = { at: clock.now(), method: request.method, path, status: null, durationMs: null, fault: null }
      calls.unshift(call)
      calls.length = Math.min(calls.length, KEPT)
      reply.raw.once('close', () => {
        call.fault = faultOf(request)
        call.status = reply.raw.writableFinished && !CUTS.has(call.fault) ? reply.raw.statusCode : null
        call.durationMs = Math.round(reply.elapsedTime)
      })
    },
    list: () => [...calls],
  }
}
