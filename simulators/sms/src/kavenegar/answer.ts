import { type Message, STATUS_TEXTS } from '../message.ts'

/** Kavenegar's refusals. They are the HTTP status as well. */
export const REFUSALS = {
  400: 'پارامترها ناقص هستند',
  403: 'کد شناسائی API-Key معتبر نمی‌باشد',
  404: 'متدی با این نام پیدا نشده است',
  406: 'پارامترهای اجباری خالی ارسال شده اند',
  411: 'دریافت کننده نامعتبر است',
  412: 'ارسال کننده نامعتبر است',
  413: 'پیام خالی است و یا طول پیام بیش از حد مجاز می‌باشد',
  414: 'حجم درخواست بیشتر از حد مجاز است',
  417: 'تاریخ ارسال اشتباه است',
  418: 'اعتبار شما کافی نمی‌باشد',
  419: 'طول آرایه متن و گیرنده و فرستنده هم اندازه نیست',
  424: 'الگوی مورد نظر پیدا نشد',
  426: 'استفاده از این متد نیازمند سرویس پیشرفته می‌باشد',
  428: 'ارسال کد از طریق تماس تلفنی امکان پذیر نیست، درصورتی که توکن فقط حاوی عدد نباشد این خطا رخ می‌دهد',
  431: 'ساختار کد صحیح نمی‌باشد',
  432: 'پارامتر کد در متن پیام پیدا نشد',
} as const

export type RefusalCode = keyof typeof REFUSALS

export interface Answer {
  return: { status: number; message: string }
  entries: unknown
}

export const accepted = (entries: unknown): Answer => ({ return: { status: 200, message: 'تایید شد' }, entries })

export const refused = (status: RefusalCode): Answer => ({
  return: { status, message: REFUSALS[status] },
  entries: null,
})

/** A message as `send` and `lookup` answer it: times are Unix seconds, costs Rial. */
export const entryOf = (message: Message) => ({
  messageid: message.messageId,
  message: message.text,
  status: 5,
  statustext: STATUS_TEXTS[5],
  sender: message.sender,
  receptor: message.receptor,
  date: Math.floor(message.sentAt.getTime() / 1_000),
  cost: message.cost,
})
