import type { MahakFailureCode } from '@hybrid-store/contracts/mahak-adapter'
import { foldPersian } from '@hybrid-store/kernel'
import type { MahakFailure, SavedRow } from '../mahak-port.ts'

/** What an outcome means for the record; the whole taxonomy decides the next state and time. */
export type FailureClass =
  /** The way to Mahak or Mahak itself is out of order for now. */
  | 'transient'
  /** Nobody knows whether the rows were stored. */
  | 'uncertain'
  | 'rate_limited'
  | 'auth'
  /** A setting here or in the books is wrong; no record is to blame. */
  | 'config'
  /** The row names another one that Mahak does not know. */
  | 'dependency'
  | 'conflict'
  /** The order is an invoice already and can no longer be edited. */
  | 'immutable'
  | 'permanent'
  /** The whole call was refused without saying which row is wrong. */
  | 'batch_rejected'

/** Codes by which Mahak itself refused the call, so that certainly nothing was stored. */
const REFUSALS: Partial<Record<MahakFailureCode, FailureClass>> = {
  unauthorized: 'auth',
  invalid: 'batch_rejected',
  conflict: 'conflict',
  rate_limited: 'rate_limited',
  subscription_expired: 'config',
  account_changed: 'config',
}

/** The class of a failed call. What may have reached Mahak and was not refused is uncertain. */
export const classOfFailure = (failure: Pick<MahakFailure, 'code' | 'sent'>): FailureClass =>
  REFUSALS[failure.code] ?? (failure.sent ? 'uncertain' : 'transient')

export interface RowRule {
  name: string
  class: FailureClass
  /** On the row's properties, as Mahak lists them. */
  property?: RegExp
  /** On its text, folded to plain Persian letters and lower case. */
  text?: RegExp
}

/** How refused rows are read; the first rule that fits decides (Mahak API reference §5.2 – §5.4). */
export const ROW_RULES: readonly RowRule[] = [
  { name: 'registered order', class: 'immutable', text: /ویرایش.*ثبت|ثبت.*ویرایش/ },
  { name: 'newer version at Mahak', class: 'conflict', text: /\b2002\b|version|نسخه/ },
  {
    name: 'missing setting',
    class: 'config',
    property: /^(StoreId|CarrierType|CarrierID|CarryingAsExpense|BankId|VisitorId)$/i,
  },
  { name: 'unknown parent', class: 'dependency', text: /not found|not exist|\b2001\b|یافت نشد|پیدا نشد|وجود ندارد/ },
  { name: 'busy server', class: 'transient', text: /deadlock|timeout|time out|try again|خطای سیستم|دوباره تلاش|شلوغ/ },
  { name: 'wrong field', class: 'permanent', property: /./ },
  { name: 'wrong value', class: 'permanent', text: /required|invalid|\b3001\b|الزامی|نامعتبر|صحیح نیست|اجباری/ },
]

/** The class of a refused row; one that no rule knows is tried again a few times. */
export function classOfRow(row: Pick<SavedRow, 'errors'>): FailureClass {
  const classes = (row.errors ?? []).map(({ property, error }) => classOfError(property, error))
  return worstOf(classes) ?? 'transient'
}

function classOfError(property: string, error: string): FailureClass {
  const text = foldPersian(error)
  const rule = ROW_RULES.find(
    (candidate) => (candidate.property?.test(property.trim()) ?? true) && (candidate.text?.test(text) ?? true),
  )
  return rule?.class ?? 'transient'
}

/** From what only a person can mend to what mends itself. */
const BY_WEIGHT: readonly FailureClass[] = [
  'immutable',
  'permanent',
  'config',
  'dependency',
  'conflict',
  'uncertain',
  'transient',
]

/** The class that decides for a record of several rows. */
export const worstOf = (classes: readonly FailureClass[]): FailureClass | undefined =>
  BY_WEIGHT.find((candidate) => classes.includes(candidate))
