import { setTimeout as sleep } from 'node:timers/promises'
import type { AdapterStart, Order, WorkerStart } from './child/messages.ts'
import type { Child, Pool } from './pool.ts'

/** A place that a process holds until it dies; then the next one takes it after a moment, as a supervisor would do. */
export interface Seat {
  tell(order: Order): void
  kill(): void
  /** How many processes have died here. */
  deaths(): number
  /** The port of the process. */
  port(): number
  /** Waits until a process is at work. */
  occupied(): Promise<void>
  close(): Promise<void>
}

export interface SeatOptions {
  pool: Pool
  /** `port` is the one that the process before had, 0 for the first. */
  start: (port: number) => WorkerStart | AdapterStart
  /** How long the place stays empty after a death, in ms. */
  emptyMs: () => number
}

export async function createSeat({ pool, start, emptyMs }: SeatOptions): Promise<Seat> {
  let closed = false
  let deaths = 0
  let port = 0
  let current: Child
  let taking = take()
  await taking

  async function take(): Promise<void> {
    current = await pool.take()
    current.tell({ start: start(port) })
    port = await Promise.race([current.working, current.gone.then(() => port)])
    current.gone.then(() => {
      if (closed) return
      deaths += 1
      taking = sleep(emptyMs()).then(() => (closed ? undefined : take()))
      taking.catch(() => undefined)
    })
  }

  return {
    tell: (order) => current.tell(order),
    kill: () => current.process.kill('SIGKILL'),
    deaths: () => deaths,
    port: () => port,
    occupied: () => taking,
    close: async () => {
      closed = true
      await taking
      current.process.kill('SIGKILL')
      await current.gone
    },
  }
}
