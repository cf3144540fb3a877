import { fromTehranLocal } from '@hybrid-store/kernel'
import { member, textMember, wholeMember } from '../answer/member.ts'

/** Whom a login speaks for, in Mahak's words. */
export interface MahakAccount {
  visitorId: number
  databaseId: number
  title: string
  /** Days left of the subscription, negative when it has expired; null if Mahak did not tell. */
  creditDay: number | null
  serverTime: Date | null
  /** Mahak's clock minus ours in milliseconds; null without `serverTime`. */
  skewMs: number | null
}

/** The account in a login's `Data`, null if its ids are missing. `now` is when the answer came. */
export function readAccount(data: unknown, now: Date): MahakAccount | null {
  const visitorId = wholeMember(data, 'VisitorId')
  const databaseId = wholeMember(data, 'DatabaseId')
  if (visitorId === null || databaseId === null) return null
  const serverTime = readServerTime(member(data, 'ServerTime'))
  return {
    visitorId,
    databaseId,
    title: textMember(data, 'UserTitle') ?? '',
    creditDay: wholeMember(data, 'CreditDay'),
    serverTime,
    skewMs: serverTime ? serverTime.getTime() - now.getTime() : null,
  }
}

/** ServerTime is the one time with a zone (§2.2); without one it can only be Tehran's. */
function readServerTime(value: unknown): Date | null {
  if (typeof value !== 'string') return null
  if (!/(?:Z|[+-]\d{2}:?\d{2})$/.test(value)) return fromTehranLocal(value)
  const instant = new Date(value)
  return Number.isNaN(instant.getTime()) ? null : instant
}
