import type { AddressView } from '@hybrid-store/contracts'
import { type Rial, rialSum, rialTimes, toTehranLocal } from '@hybrid-store/kernel'
import type { DraftOf } from '@hybrid-store/mahak-client'
import { type BooksCurrency, toBooks } from './books-currency.ts'
import { nationalMobile } from './person-fields.ts'

/** Who the shop is at Mahak and what its documents name; ids of Mahak. */
export interface Office {
  visitorId: number
  storeId: number
  cashId: number
  /** The code of the same cash: receipts name it by code (Mahak API reference §4.11). */
  cashCode: number
  /** The bank of gateways that have none of their own in `gatewayBanks`. */
  bankId: number
  gatewayBanks: ReadonlyMap<string, number>
  personGroupId: number | null
}

export interface OrderDocument {
  clientId: number
  number: number
  personId: number
  at: Date
  note: string | null
  address: AddressView
  shipping: Rial
  /** What the order costs in total. */
  total: Rial
  lines: { clientId: number; productDetailId: number; unitPrice: Rial; quantity: number }[]
  /** Null for an order that is paid on delivery: its money, if it comes, is a document of its own. */
  payment: BankPayment | null
}

export interface BankPayment {
  receiptClientId: number
  chequeClientId: number
  gateway: string
  reference: string
  amount: Rial
  at: Date
}

export interface OrderSettings {
  orderType: number
  booksCurrency: BooksCurrency
}

/**
 * Whether the document says what was charged, to the Rial: lines plus shipping are the total, and the total is what was
 * paid at the bank. A document that fails this must not be sent.
 */
export function addsUp(order: OrderDocument): boolean {
  const lines = rialSum(order.lines.map((line) => rialTimes(line.unitPrice, line.quantity)))
  return lines + order.shipping === order.total && (order.payment?.amount ?? order.total) === order.total
}

/** How an order is settled: what is paid on delivery is owed until then (Mahak API reference §4.10, §8). */
const CREDIT = 0
const CASH = 1

/** Carrier fields are always sent, for some editions refuse an order without them (Mahak API reference §5.3). */
export function toOrder(order: OrderDocument, office: Office, settings: OrderSettings): DraftOf<'Orders'> {
  return {
    OrderClientId: order.clientId,
    ...(order.payment ? { ReceiptClientId: order.payment.receiptClientId } : {}),
    PersonId: order.personId,
    VisitorId: office.visitorId,
    OrderType: settings.orderType,
    OrderDate: toTehranLocal(order.at),
    DeliveryDate: toTehranLocal(order.at),
    Discount: 0,
    DiscountType: 0,
    SendCost: toBooks(order.shipping, settings.booksCurrency),
    OtherCost: 0,
    SettlementType: order.payment ? CASH : CREDIT,
    CarrierType: 2,
    CarrierID: office.cashId,
    DriverCurrencyType: 0,
    CarryingAsExpense: false,
    Description: [`سفارش سایت ${order.number}`, order.note ?? ''].filter(Boolean).join(' - '),
    ShippingAddress: shippingAddress(order.address),
    Deleted: false,
  }
}

export const toOrderDetails = (
  order: Pick<OrderDocument, 'clientId' | 'lines'>,
  office: Office,
  settings: OrderSettings,
): DraftOf<'OrderDetails'>[] =>
  order.lines.map((line, index) => ({
    OrderDetailClientId: line.clientId,
    OrderClientId: order.clientId,
    ItemType: 1,
    ProductDetailId: line.productDetailId,
    Price: toBooks(line.unitPrice, settings.booksCurrency),
    Count1: line.quantity,
    Count2: 0,
    Discount: 0,
    DiscountType: 0,
    TaxPercent: 0,
    ChargePercent: 0,
    StoreId: office.storeId,
    Gift: 0,
    PromotionCode: 0,
    RowId: index + 1,
    Description: '',
    Deleted: false,
  }))

export const toReceipt = (order: OrderDocument, payment: BankPayment, office: Office): DraftOf<'Receipts'> => ({
  ReceiptClientId: payment.receiptClientId,
  OrderClientId: order.clientId,
  PersonId: order.personId,
  VisitorId: office.visitorId,
  CashAmount: 0,
  CashCode: 0,
  Date: toTehranLocal(payment.at),
  Description: `سفارش سایت ${order.number}`,
  Deleted: false,
})

/** Type 2 is a bank transfer: that is how an online payment is booked (Mahak API reference §4.11). */
export const toCheque = (payment: BankPayment, office: Office, settings: OrderSettings): DraftOf<'Cheques'> => ({
  ChequeClientId: payment.chequeClientId,
  ReceiptClientId: payment.receiptClientId,
  BankId: office.gatewayBanks.get(payment.gateway) ?? office.bankId,
  Type: 2,
  Number: payment.reference,
  Amount: toBooks(payment.amount, settings.booksCurrency),
  Date: toTehranLocal(payment.at),
  Deleted: false,
})

function shippingAddress(address: AddressView): string {
  return JSON.stringify({
    Title: address.receiverName,
    Description: '',
    Address: `${address.province}، ${address.city}، ${address.address}`,
    PostalCode: address.postalCode,
    Tel: '',
    Mobile: nationalMobile(address.mobile),
    CityId: 0,
    Latitude: 0,
    Longitude: 0,
  })
}
