import { z } from 'zod'

/** Kavenegar's delivery states. */
export const STATUS_TEXTS = {
  1: 'در صف ارسال قرار دارد',
  5: 'ارسال به مخابرات',
  6: 'خطا در ارسال پیام',
  10: 'رسیده به گیرنده',
  11: 'نرسیده به گیرنده',
  14: 'بلاک شده است',
  100: 'شناسه پیامک نامعتبر است',
} as const

export const TOKEN_NAMES = ['token', 'token2', 'token3', 'token10', 'token20'] as const

export const messageSchema = z.object({
  messageId: z.number(),
  /** `09…` */
  receptor: z.string(),
  sender: z.string(),
  /** Null for free text. */
  template: z.string().nullable(),
  tokens: z.partialRecord(z.enum(TOKEN_NAMES), z.string()),
  text: z.string(),
  type: z.enum(['sms', 'call']),
  localId: z.string().optional(),
  /** In Rial. */
  cost: z.number(),
  sentAt: z.coerce.date(),
})

export type Message = z.infer<typeof messageSchema>
export type Tokens = Message['tokens']
