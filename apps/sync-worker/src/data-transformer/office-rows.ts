import { z } from 'zod'
import { common, integer, rawText, remoteId, text } from './field-schemas.ts'

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

export const personGroupRow = z.object({ ...common, PersonGroupId: remoteId, PersonGroupCode: integer, Name: text })

/** Only what is needed to recognise a customer; credit, balance and passwords stay at Mahak. */
export const personRow = z.object({
  ...common,
  PersonId: remoteId,
  PersonClientId: integer,
  PersonCode: integer,
  FirstName: text,
  LastName: text,
  Mobile: rawText,
})
