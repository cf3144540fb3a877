import type { MessageBus } from '@hybrid-store/messaging'
import { type RenderDeps, renderStored } from './render-stored.ts'

const SWEEP_MS = 30_000

/**
 * Renders pictures when the queue `media_request` rings, and every half minute for rings that were lost. However often it
 * rings, one round runs at a time; a ring during a round starts another one after it.
 */
export async function startMediaWorker(
  deps: RenderDeps & { bus: Pick<MessageBus, 'consume'>; sweepMs?: number },
): Promise<{ close(): Promise<void> }> {
  let closing = false
  const round = oneAtATime(() => renderStored(deps, () => closing))
  const consumer = await deps.bus.consume('media_request', { prefetch: 1 }, round)
  const sweep = setInterval(() => {
    round().catch((error: unknown) => deps.logger.warn({ err: error }, 'media sweep failed'))
  }, deps.sweepMs ?? SWEEP_MS)

  return {
    close: async () => {
      closing = true
      clearInterval(sweep)
      await consumer.close()
      await round()
    },
  }
}

/** Calls of the result that come while `work` runs wait for it and share the one run after it. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  const start = () => {
    running = work().finally(() => {
      running = null
    })
    return running
  }
  return () => {
    if (!running) return start()
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null
        return start()
      })
    return next
  }
}
