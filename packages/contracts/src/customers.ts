import { toAsciiDigits } from '@hybrid-store/kernel'
import { z } from 'zod'
import { customerView } from './auth.ts'
import { cursorQuery, idSchema, instant, money, page } from './common.ts'
import { addressInput, addressView } from './orders.ts'

const digits = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) => toAsciiDigits(text).replace(/[\s-]/g, ''))

/** The check digit of a natural person's national code, or the eleven digits of a legal one's. */
export function isNationalCode(code: string): boolean {
  if (/^\d{11}$/.test(code)) return true
  if (!/^\d{10}$/.test(code) || /^(\d)\1{9}$/.test(code)) return false
  const sum = [...code.slice(0, 9)].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0)
  const rest = sum % 11
  return Number(code[9]) === (rest < 2 ? rest : 11 - rest)
}

/** Who a customer is: their own words, and what the books say of them. Absent text is empty. */
export const profileView = customerView.extend({
  email: z.string(),
  phone: z.string(),
  nationalCode: z.string(),
  organization: z.string(),
  /** A company or another legal person. */
  legal: z.boolean(),
  /** The customer's group in the books. */
  group: z.string().nullable(),
  /** What the account stands at, and how far it may go, in Rial and the books' own sign; null before the books have told. */
  balance: money.nullable(),
  credit: money.nullable(),
})

export const updateCustomerBody = z.strictObject({
  firstName: z.string().trim().min(1).max(60),
  lastName: z.string().trim().min(1).max(60),
  email: z.union([z.literal(''), z.email('ایمیل درست نیست').max(100)]).optional(),
  phone: digits(30)
    .refine((phone) => /^\+?\d{0,15}$/.test(phone), 'تلفن درست نیست')
    .optional(),
  nationalCode: digits(30)
    .refine((code) => code === '' || isNationalCode(code), 'کد ملی درست نیست')
    .optional(),
  organization: z.string().trim().max(100).optional(),
  legal: z.boolean().optional(),
})

export const savedAddressView = addressView.extend({ id: idSchema('adr'), isDefault: z.boolean() })
export const addressBookView = z.object({ items: z.array(savedAddressView) })
export const addressBookWrite = addressInput.extend({ isDefault: z.boolean() })

/** What the books call the documents behind a line of an account (Mahak API reference §4.11). */
const STATEMENT_TITLES: Readonly<Record<number, string>> = {
  1: 'مانده از قبل',
  201: 'فروش',
  202: 'برگشت از فروش',
  203: 'پیش‌فروش',
  204: 'خرید',
  205: 'برگشت از خرید',
  206: 'دریافت',
  207: 'پرداخت',
  208: 'چک دریافتی',
  209: 'چک پرداختی',
  215: 'چک اول دوره',
  217: 'انتقال',
  218: 'انتقال',
  222: 'کارت‌خوان',
}

/** The Persian name of a kind of line; kinds that are named nowhere are plain documents. */
export const statementTitle = (type: number): string => STATEMENT_TITLES[type] ?? 'سند حسابداری'

export const statementEntryView = z.object({
  /** The books' own number of the line. */
  number: z.int(),
  at: instant,
  type: z.int(),
  title: z.string(),
  debt: money,
  credit: money,
  balance: money,
  description: z.string(),
})
export const statementPage = page(statementEntryView)
export const statementQuery = cursorQuery

export type ProfileView = z.infer<typeof profileView>
export type UpdateCustomerBody = z.infer<typeof updateCustomerBody>
export type AddressBookView = z.infer<typeof addressBookView>
export type StatementPage = z.infer<typeof statementPage>
