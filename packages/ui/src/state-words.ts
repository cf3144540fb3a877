/** How a state is coloured: the word itself always says it too. */
export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad'
export interface StateWords {
  label: string
  tone: Tone
}

export const ORDER_STATE_WORDS = {
  pending_payment: { label: 'در انتظار پرداخت', tone: 'warn' },
  placed: { label: 'پرداخت در محل', tone: 'info' },
  paid: { label: 'پرداخت‌شده', tone: 'good' },
  cancelled: { label: 'لغوشده', tone: 'bad' },
  expired: { label: 'منقضی‌شده', tone: 'neutral' },
} as const satisfies Record<string, StateWords>

export const BOOKS_STATE_WORDS = {
  waiting: { label: 'در صف ثبت در حسابداری', tone: 'neutral' },
  accepted: { label: 'در حسابداری ثبت شد؛ در انتظار صدور فاکتور', tone: 'info' },
  confirmed: { label: 'فاکتور صادر شد', tone: 'good' },
  attention: { label: 'در دست بررسی فروشگاه', tone: 'warn' },
} as const satisfies Record<string, StateWords>

export const PAYMENT_STATE_WORDS = {
  created: { label: 'آغاز نشده', tone: 'neutral' },
  redirected: { label: 'در درگاه بانک', tone: 'info' },
  paid: { label: 'موفق', tone: 'good' },
  failed: { label: 'ناموفق', tone: 'bad' },
  unknown: { label: 'در حال بررسی', tone: 'warn' },
  expired: { label: 'مهلت آن گذشت', tone: 'neutral' },
  reversed: { label: 'برگشت داده شد', tone: 'info' },
} as const satisfies Record<string, StateWords>
