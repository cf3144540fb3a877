import { type Rial, rialSum, rialTimes, toTehranLocal } from '@hybrid-store/kernel'
import type { DraftOf } from '@hybrid-store/mahak-client'
import { toBooks } from './books-currency.ts'
import type { Office, OrderDocument, OrderSettings } from './to-books.ts'

/** Goods that come back: an order of type 202 that names the sale (Mahak API reference §5.4). */
export interface ReturnDocument
  extends Pick<OrderDocument, 'clientId' | 'lines' | 'personId' | 'shipping' | 'total' | 'at'> {
  /** Mahak's id of the sale. */
  saleId: number
  orderNumber: number
  reason: string
}

const SALE_RETURN = 202

/** Lines plus shipping are the total, to the Rial. */
export const returnAddsUp = ({ lines, shipping, total }: ReturnDocument): boolean =>
  rialSum([shipping, ...lines.map((line) => rialTimes(line.unitPrice, line.quantity))]) === total

export const toReturnOrder = (
  document: ReturnDocument,
  office: Office,
  settings: OrderSettings,
): DraftOf<'Orders'> => ({
  OrderClientId: document.clientId,
  PersonId: document.personId,
  VisitorId: office.visitorId,
  OrderType: SALE_RETURN,
  ReferenceOrderId: document.saleId,
  OrderDate: toTehranLocal(document.at),
  DeliveryDate: toTehranLocal(document.at),
  Discount: 0,
  DiscountType: 0,
  SendCost: toBooks(document.shipping, settings.booksCurrency),
  OtherCost: 0,
  SettlementType: 0,
  CarrierType: 2,
  CarrierID: office.cashId,
  DriverCurrencyType: 0,
  CarryingAsExpense: false,
  Description: `برگشت سفارش سایت ${document.orderNumber} - ${document.reason}`,
  Deleted: false,
})

/** Money paid back: a payment with one bank transfer, the mirror image of receipt and cheque (§4.11). */
export interface RefundDocument {
  paymentClientId: number
  chequeClientId: number
  personId: number
  /** Null if the order has left the books. */
  orderClientId: number | null
  orderNumber: number
  gateway: string
  reference: string
  amount: Rial
  at: Date
}

export const toPayment = (document: RefundDocument, office: Office): DraftOf<'Payments'> => ({
  PaymentClientId: document.paymentClientId,
  ...(document.orderClientId === null ? {} : { OrderClientId: document.orderClientId }),
  PersonId: document.personId,
  VisitorId: office.visitorId,
  CashAmount: 0,
  CashCode: 0,
  Date: toTehranLocal(document.at),
  Description: `بازپرداخت سفارش سایت ${document.orderNumber}`,
  Deleted: false,
})

const BANK_TRANSFER = 2

export const toPaymentCheque = (
  document: RefundDocument,
  office: Office,
  settings: OrderSettings,
): DraftOf<'PaymentCheques'> => ({
  PaymentChequeClientId: document.chequeClientId,
  PaymentClientId: document.paymentClientId,
  BankId: office.gatewayBanks.get(document.gateway) ?? office.bankId,
  Type: BANK_TRANSFER,
  Number: document.reference,
  Amount: toBooks(document.amount, settings.booksCurrency),
  Date: toTehranLocal(document.at),
  Deleted: false,
})
