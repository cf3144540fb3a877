import { fromTehranLocal } from '@hybrid-store/kernel'
import { z } from 'zod'
import { clientId, common, integer, optionalId, quantity, rawText, remoteId, text } from './field-schemas.ts'

export const personGroupRow = z.object({
  ...common,
  PersonGroupId: remoteId,
  PersonGroupCode: integer,
  Name: text,
  DiscountPercent: quantity,
  SellPriceLevel: integer,
})

/** What a customer sees of their own record; addresses, notes and passwords of the person's row stay at Mahak. */
export const personRow = z.object({
  ...common,
  PersonId: remoteId,
  PersonClientId: integer,
  PersonCode: integer,
  PersonGroupId: optionalId,
  PersonType: integer,
  FirstName: text,
  LastName: text,
  Organization: text,
  NationalCode: text,
  Email: text,
  Phone: text,
  Mobile: rawText,
  DiscountPercent: quantity,
  SellPriceLevel: integer,
  Credit: quantity,
  Balance: quantity,
})

export const personAddressRow = z.object({
  ...common,
  PersonAddressId: remoteId,
  PersonAddressClientId: clientId,
  PersonId: optionalId,
  Title: text,
  Address: text,
  PostalCode: text,
  Mobile: rawText,
  CityId: optionalId,
  IsDefault: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
})

export const regionRow = z.object({ ...common, CityID: remoteId, CityName: text, ProvinceName: text })

export const transactionRow = z.object({
  ...common,
  TransactionId: remoteId,
  PersonId: optionalId,
  Type: integer,
  DebtAmount: quantity,
  CreditAmount: quantity,
  Balance: quantity,
  Description: text,
  Date: z.string().refine((date) => fromTehranLocal(date) !== null),
})

export type PersonRow = z.infer<typeof personRow>
export type PersonAddressRow = z.infer<typeof personAddressRow>
export type RegionRow = z.infer<typeof regionRow>
