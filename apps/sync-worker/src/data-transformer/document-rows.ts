import { z } from 'zod'
import { clientId, common, integer, optionalId, quantity, remoteId } from './field-schemas.ts'

export const visitorPersonRow = z.object({
  ...common,
  VisitorPersonId: remoteId,
  PersonId: optionalId,
  VisitorId: optionalId,
})

/** OrderCode is 0 until the desktop has made an invoice of the order (Mahak API reference §5.6). */
export const orderRow = z.object({
  ...common,
  OrderId: remoteId,
  OrderClientId: clientId,
  OrderCode: integer,
  VisitorId: optionalId,
  PersonId: optionalId,
})

export const orderDetailRow = z.object({
  ...common,
  OrderDetailId: remoteId,
  OrderDetailClientId: clientId,
  OrderId: optionalId,
  ProductDetailId: optionalId,
  StoreId: optionalId,
  Price: quantity,
  Count1: quantity,
})

export const receiptRow = z.object({
  ...common,
  ReceiptId: remoteId,
  ReceiptClientId: clientId,
  OrderId: optionalId,
})

export const paymentRow = z.object({
  ...common,
  PaymentId: remoteId,
  PaymentClientId: clientId,
  OrderId: optionalId,
})

export const paymentChequeRow = z.object({
  ...common,
  PaymentChequeId: remoteId,
  PaymentChequeClientId: clientId,
  PaymentId: optionalId,
  Amount: quantity,
})

export const chequeRow = z.object({
  ...common,
  ChequeId: remoteId,
  ChequeClientId: clientId,
  ReceiptId: optionalId,
  Amount: quantity,
})
