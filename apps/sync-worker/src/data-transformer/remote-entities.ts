import { hash } from 'node:crypto'
import type { Result } from '@hybrid-store/kernel'
import { fail, ok, parseMobile } from '@hybrid-store/kernel'
import type { z } from 'zod'
import { badFieldMessage } from './bad-field-message.ts'
import {
  chequeRow,
  orderDetailRow,
  orderRow,
  paymentChequeRow,
  paymentRow,
  receiptRow,
  visitorPersonRow,
} from './document-rows.ts'
import * as goods from './goods-rows.ts'
import { bankRow, cashRow, visitorRow } from './office-rows.ts'
import * as people from './people-rows.ts'

/** A row in the form the mirror keeps it: the members we use, and the keys by which it is found. */
export interface MirrorRow {
  id: number
  version: number
  deleted: boolean
  doc: object
  hash: string
  /** The row it hangs on. */
  parentId: number | null
  /** A second row it names. */
  otherId: number | null
  clientId: number | null
  matchKey: string | null
}

export interface BadRow {
  code: 'bad_row'
  field: string
  message: string
}

export interface RemoteEntity {
  /** Reads a row as Mahak sent it; a row that cannot be used says which field is wrong. */
  read(row: unknown): Result<MirrorRow, BadRow>
}

interface RowKeys {
  id: number
  parent?: number | null
  other?: number | null
  client?: number | null
  match?: string | null
}

/** The entities that are read, each with the members that are kept of it. */
export const remoteEntities = {
  Stores: define(goods.storeRow, (row) => ({ id: row.StoreId })),
  Banks: define(bankRow, (row) => ({ id: row.BankId })),
  Cashes: define(cashRow, (row) => ({ id: row.CashId })),
  Visitors: define(visitorRow, (row) => ({ id: row.VisitorId })),
  PersonGroups: define(people.personGroupRow, (row) => ({ id: row.PersonGroupId })),
  ProductCategories: define(goods.categoryRow, (row) => ({ id: row.ProductCategoryId })),
  PropertyDescriptions: define(goods.propertyRow, (row) => ({ id: row.PropertyDescriptionId })),
  Products: define(goods.productRow, (row) => ({
    id: row.ProductId,
    client: row.ProductClientId,
    parent: row.ProductCategoryId,
  })),
  ProductDetails: define(goods.detailRow, (row) => ({
    id: row.ProductDetailId,
    client: row.ProductDetailClientId,
    parent: row.ProductId,
  })),
  VisitorProducts: define(goods.assignmentRow, (row) => ({
    id: row.VisitorProductId,
    parent: row.ProductDetailId,
    other: row.VisitorId,
  })),
  ProductDetailStoreAssets: define(goods.assetRow, (row) => ({
    id: row.ProductDetailStoreAssetId,
    parent: row.ProductDetailId,
    other: row.StoreId,
  })),
  Pictures: define(goods.pictureRow, (row) => ({ id: row.PictureId, client: row.PictureClientId })),
  PhotoGalleries: define(goods.galleryRow, (row) => ({
    id: row.PhotoGalleryId,
    parent: row.EntityType === PRODUCT_PICTURE ? row.ItemCode : null,
    other: row.PictureId,
  })),
  People: define(people.personRow, (row) => ({
    id: row.PersonId,
    client: row.PersonClientId || null,
    match: parseMobile(row.Mobile),
  })),
  VisitorPeople: define(visitorPersonRow, (row) => ({
    id: row.VisitorPersonId,
    parent: row.PersonId,
    other: row.VisitorId,
  })),
  PersonAddresses: define(people.personAddressRow, (row) => ({
    id: row.PersonAddressId,
    client: row.PersonAddressClientId,
    parent: row.PersonId,
  })),
  Regions: define(people.regionRow, (row) => ({ id: row.CityID })),
  Transactions: define(people.transactionRow, (row) => ({ id: row.TransactionId, parent: row.PersonId })),
  Orders: define(orderRow, (row) => ({ id: row.OrderId, client: row.OrderClientId, other: row.VisitorId })),
  OrderDetails: define(orderDetailRow, (row) => ({
    id: row.OrderDetailId,
    client: row.OrderDetailClientId,
    parent: row.OrderId,
  })),
  Receipts: define(receiptRow, (row) => ({ id: row.ReceiptId, client: row.ReceiptClientId, parent: row.OrderId })),
  Cheques: define(chequeRow, (row) => ({ id: row.ChequeId, client: row.ChequeClientId, parent: row.ReceiptId })),
  Payments: define(paymentRow, (row) => ({ id: row.PaymentId, client: row.PaymentClientId, parent: row.OrderId })),
  PaymentCheques: define(paymentChequeRow, (row) => ({
    id: row.PaymentChequeId,
    client: row.PaymentChequeClientId,
    parent: row.PaymentId,
  })),
} satisfies Record<string, RemoteEntity>

export type PulledEntity = keyof typeof remoteEntities

export const isPulledEntity = (name: string): name is PulledEntity => Object.hasOwn(remoteEntities, name)

/** `PhotoGallery.EntityType` of pictures that hang on products (Mahak API reference §4.13). */
export const PRODUCT_PICTURE = 102

type CommonRow = { Deleted: boolean; RowVersion: number }

function define<Row extends CommonRow>(schema: z.ZodType<Row>, keysOf: (row: Row) => RowKeys): RemoteEntity {
  return {
    read(input) {
      const parsed = schema.safeParse(input)
      if (!parsed.success) {
        const field = parsed.error.issues[0]?.path.join('.') ?? ''
        return fail({ code: 'bad_row', field, message: badFieldMessage(field) })
      }
      const { RowVersion: version, ...content } = parsed.data
      const keys = keysOf(parsed.data)
      return ok({
        id: keys.id,
        version,
        deleted: parsed.data.Deleted,
        doc: parsed.data,
        hash: hash('sha256', JSON.stringify(content), 'base64url'),
        parentId: keys.parent ?? null,
        otherId: keys.other ?? null,
        clientId: keys.client ?? null,
        matchKey: keys.match ?? null,
      })
    },
  }
}
