import { isQueueName, type QueueName } from './queues.ts'

/** Puts `prefix.` before every name, so that several buses can live on one broker; nothing without a prefix. */
export interface Namespace {
  full(name: string): string
  /** The work queue behind a full name; null when it is none of this namespace's. */
  queueOf(fullName: string): QueueName | null
}

export function createNamespace(prefix?: string): Namespace {
  const start = prefix ? `${prefix}.` : ''
  return {
    full: (name) => start + name,
    queueOf: (fullName) => {
      const name = fullName.startsWith(start) ? fullName.slice(start.length) : ''
      return isQueueName(name) ? name : null
    },
  }
}
