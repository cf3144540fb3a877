import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Order, Report } from './child/messages.ts'

/** A child process that has loaded everything and waits to be told what it is. */
export interface Child {
  process: ChildProcess
  tell(order: Order): void
  /** Resolves when it is at work, with the port it listens on (0 for none). */
  working: Promise<number>
  gone: Promise<void>
}

export interface Pool {
  take(): Promise<Child>
  close(): Promise<void>
}

/** Keeps `size` loaded processes in advance, so that a respawn takes no second. */
export function createPool(file: string, size: number): Pool {
  const all = new Set<Child>()
  const waiting: Promise<Child>[] = []
  let closed = false
  const refill = () => {
    while (!closed && waiting.length < size) {
      const loading = load(file, all)
      loading.catch(() => undefined)
      waiting.push(loading)
    }
  }
  refill()
  return {
    take: async () => {
      const next = waiting.shift()
      refill()
      if (!next) throw new Error('the pool is closed')
      return next
    },
    close: async () => {
      closed = true
      await Promise.allSettled(waiting)
      for (const child of all) child.process.kill('SIGKILL')
      await Promise.all([...all].map((child) => child.gone))
    },
  }
}

async function load(file: string, all: Set<Child>): Promise<Child> {
  const process = fork(file, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const gone = once(process, 'exit').then(() => {
    all.delete(child)
  })
  const child: Child = {
    process,
    tell: (order) => {
      if (process.connected) process.send(order, () => undefined)
    },
    working: new Promise((resolve) => {
      process.on('message', (report: Report) => ('working' in report ? resolve(report.port) : undefined))
    }),
    gone,
  }
  all.add(child)
  await Promise.race([once(process, 'message'), gone.then(() => Promise.reject(new Error('a child could not load')))])
  return child
}
