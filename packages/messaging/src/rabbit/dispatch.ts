import type { Broker } from './broker.ts'
import { type Parcel, writeParcel } from './envelope.ts'
import { DEAD_EXCHANGE, retryName, WORK_EXCHANGE } from './topology.ts'

/**
 * Sends a parcel on its way: to its work queue when its time has come, else over the largest rung that does not overshoot
 * (the smallest at least). A parcel that comes back early takes another rung.
 */
export async function dispatch(broker: Broker, parcel: Parcel, now: Date): Promise<void> {
  const remaining = parcel.notBefore - now.getTime()
  const exchange = remaining > 0 ? retryName(rungFor(remaining, broker.retryDelays)) : WORK_EXCHANGE
  await send(broker, exchange, parcel)
}

/** Sends a parcel over the rung of exactly `delayMs`. */
export const dispatchLater = (broker: Broker, parcel: Parcel, delayMs: number): Promise<void> =>
  send(broker, retryName(delayMs), parcel)

export const buryParcel = (broker: Broker, parcel: Parcel, reason: string): Promise<void> =>
  send(broker, DEAD_EXCHANGE, { ...parcel, reason })

export function rungFor(remainingMs: number, retryDelays: readonly number[]): number {
  const fitting = retryDelays.filter((delay) => delay <= remainingMs)
  return fitting.length > 0 ? Math.max(...fitting) : Math.min(...retryDelays)
}

async function send({ publisher, names }: Broker, exchange: string, parcel: Parcel): Promise<void> {
  const { envelope, body } = writeParcel(names.full(exchange), parcel)
  await publisher.send(envelope, body)
}
