import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { seeded } from '../catalogue/demo/random.ts'
import type { SwitchBoard } from '../switches/switch-board.ts'
import type { FaultKind, Latency } from '../switches/switches.ts'
import { UNAUTHORIZED } from './answers.ts'

/** What befalls a request is remembered until its answer leaves. */
const met = new WeakMap<FastifyRequest, FaultKind>()

/** Faults after which the caller has no whole answer. */
export const CUTS: ReadonlySet<FaultKind | null> = new Set(['reset-before', 'reset-after', 'truncate'] as const)

export const faultOf = (request: FastifyRequest): FaultKind | null => met.get(request) ?? null

const status = (code: number) => (_request: FastifyRequest, reply: FastifyReply) =>
  reply.code(code).type('text/plain').send('')

/** Faults that take the place of the work. */
const INSTEAD: Partial<Record<FaultKind, (request: FastifyRequest, reply: FastifyReply) => unknown>> = {
  '401': (_request, reply) => reply.code(401).send(UNAUTHORIZED),
  '429': status(429),
  '500': status(500),
  '502': status(502),
  '503': status(503),
  'reset-before': (request, reply) => {
    reply.hijack()
    request.raw.socket.destroy()
  },
  html: (_request, reply) =>
    reply.type('text/html').send('<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>'),
}

/** Faults of an answer whose work is done and committed: the caller cannot know that it was. */
const AFTERWARDS: Partial<Record<FaultKind, (bytes: Buffer, socket: Socket) => Readable>> = {
  'reset-after': cutBeforeAll,
  truncate: (bytes, socket) => Readable.from(cutInTheMiddle(bytes, socket)),
  'slow-drip': (bytes) => Readable.from(drip(bytes)),
}

/** The board's faults as two hooks. The draws are the same in every process, so that a test can count on them. */
export function faultHooks(board: SwitchBoard) {
  const random = seeded(20_260_201)
  const draw = () => random.between(1, 999_999) / 1_000_000
  return {
    /** Waits as long as the latency says, then lets the fault take the place of the work. */
    before: async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      if (request.method === 'OPTIONS') return
      const { latency } = board.current()
      if (latency.medianMs > 0) await sleep(drawLatency(latency, draw))
      const kind = board.takeFault(request.url, draw)
      if (!kind) return
      met.set(request, kind)
      await INSTEAD[kind]?.(request, reply)
    },
    /** Spoils the answer on its way out. */
    after: async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> => {
      const kind = met.get(request)
      const spoil = kind && AFTERWARDS[kind]
      if (!spoil) return payload
      const bytes = await bytesOf(payload)
      reply.header('content-length', bytes.length)
      return spoil(bytes, request.raw.socket)
    },
  }
}

/** The 95th percentile of the normal distribution in standard deviations. */
const Z95 = 1.644_853_6

/** A delay in milliseconds; `draw` gives numbers between 0 and 1. */
export function drawLatency({ medianMs, p95Ms }: Latency, draw: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(draw())) * Math.cos(2 * Math.PI * draw())
  return medianMs * Math.exp((normal * Math.log(p95Ms / medianMs)) / Z95)
}

const bytesOf = async (payload: unknown): Promise<Buffer> =>
  payload instanceof Readable
    ? buffer(payload)
    : Buffer.isBuffer(payload)
      ? payload
      : Buffer.from(String(payload ?? ''))

function cutBeforeAll(_bytes: Buffer, socket: Socket): Readable {
  socket.destroy()
  return Readable.from([])
}

/** Half of the answer with the length of the whole, then the end of the connection. */
async function* cutInTheMiddle(bytes: Buffer, socket: Socket): AsyncGenerator<Buffer> {
  yield bytes.subarray(0, Math.ceil(bytes.length / 2))
  while (socket.writableLength > 0) await nextTurn()
  socket.destroy()
}

/** 640 bytes a second: each piece comes in time, the whole does not. */
async function* drip(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += 32) {
    yield bytes.subarray(start, start + 32)
    await sleep(50)
  }
}
