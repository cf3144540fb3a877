import { z } from 'zod'
import { common, integer, remoteId, text } from './field-schemas.ts'

/** Names stores, cashes and banks by code, not by id (Mahak API reference §4.8). Its password is not kept. */
export const visitorRow = z.object({
  ...common,
  VisitorId: remoteId,
  Name: text,
  StoreCode: integer,
  CashCode: integer,
  BankCode: integer,
})

export const bankRow = z.object({ ...common, BankId: remoteId, BankCode: integer, Name: text })

export const cashRow = z.object({ ...common, CashId: remoteId, CashCode: integer, Name: text })
