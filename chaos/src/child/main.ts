import { startAdapter } from './adapter.ts'
import type { Order, Report } from './messages.ts'
import { clearAway, layOut } from './stages.ts'
import { losePublications, startWorker } from './worker.ts'

// A process of the pool: loaded in advance, so that the next one is at work at once when this one is killed.
const report = (message: Report): void => {
  process.send?.(message)
}
process.on('disconnect', () => process.exit())
process.on('message', (order: Order) => {
  if ('start' in order) start(order.start).then((port) => report({ working: true, port }), die)
  else if ('snare' in order) layOut(order.snare)
  else if ('losePublications' in order) losePublications(order.losePublications)
  else {
    clearAway()
    losePublications(0)
  }
})
report({ loaded: true })

const start = (order: Extract<Order, { start: unknown }>['start']): Promise<number> =>
  order.role === 'worker' ? startWorker(order) : startAdapter(order)

/** A database that goes away meanwhile is one of the faults; the next process takes the seat. */
function die(error: unknown): void {
  if (process.env.CHAOS_LOG) console.error(error)
  process.exit(1)
}
