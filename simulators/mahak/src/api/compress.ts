import { pipeline, Readable } from 'node:stream'
import { constants, createGzip, gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { JSON_TYPE } from './answers.ts'

const FAST = { level: constants.Z_BEST_SPEED }

/** Shorter answers would not become shorter. */
const SHORTEST = 1_024

/** Sends JSON with gzip to those who take it: streams as they come, texts from a kilobyte on. */
export async function compress(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (reply.getHeader('content-type') !== JSON_TYPE || !takesGzip(request)) return payload
  if (payload instanceof Readable) {
    reply.header('content-encoding', 'gzip')
    return pipeline(payload, createGzip(FAST), () => undefined)
  }
  if (typeof payload !== 'string' || payload.length < SHORTEST) return payload
  reply.header('content-encoding', 'gzip')
  return gzipSync(payload, FAST)
}

const takesGzip = ({ headers }: FastifyRequest): boolean =>
  /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(String(headers['accept-encoding'] ?? ''))
