import type { Message, MessageHandler, Verdict } from './message-bus.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

export interface RetryPolicy {
  /** Rungs of the retry ladder in ms, ascending; the last one serves all later attempts. */
  retryDelays: readonly number[]
  /** Deliveries after which a message is dead. */
  maxAttempts: number
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  retryDelays: [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR],
  maxAttempts: 10,
}

export type Outcome =
  | { kind: 'done' }
  | { kind: 'retry'; delayMs: number; why: string }
  | { kind: 'dead'; reason: string }

/**
 * Runs `handler` and says what becomes of the message. One that was handed out more often than allowed without any outcome
 * is dead before the handler sees it again: it is probably what kills the process.
 */
export async function runHandler(handler: MessageHandler, message: Message, policy: RetryPolicy): Promise<Outcome> {
  if (message.attempt > policy.maxAttempts)
    return { kind: 'dead', reason: `no outcome after ${policy.maxAttempts} deliveries` }
  const verdict = await verdictOf(handler, message)
  if ('ack' in verdict) return { kind: 'done' }
  if ('dead' in verdict) return { kind: 'dead', reason: verdict.dead }
  if (message.attempt >= policy.maxAttempts) {
    return { kind: 'dead', reason: `gave up after ${message.attempt} attempts: ${verdict.retry}` }
  }
  return { kind: 'retry', delayMs: delayAfter(message.attempt, policy.retryDelays), why: verdict.retry }
}

async function verdictOf(handler: MessageHandler, message: Message): Promise<Verdict> {
  try {
    return (await handler(message)) ?? { ack: true }
  } catch (error) {
    return { retry: errorText(error) }
  }
}

/** The rung for a message that has failed `attempt` times. */
export function delayAfter(attempt: number, rungs: readonly number[]): number {
  return rungs[Math.min(attempt, rungs.length) - 1] ?? 0
}

/** How a delay is written in the names of queues: `5s`, `2m`, `1h`, `50ms`. */
export function delayName(ms: number): string {
  if (ms % HOUR === 0) return `${ms / HOUR}h`
  if (ms % MINUTE === 0) return `${ms / MINUTE}m`
  return ms % SECOND === 0 ? `${ms / SECOND}s` : `${ms}ms`
}

/** An error as one short line, fit for a reason. */
export function errorText(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500)
}
