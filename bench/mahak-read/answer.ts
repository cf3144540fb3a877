import { closeSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'

type Row = Record<string, unknown>

const FLUSH_AT = 1024 * 1024
// As shops' books have them: with blanks at the end, Arabic letters, and, now and then, tidy.
const NAMES = ['شلوار نمونه  ', 'پیراهن مردانه آستین بلند', 'كفش ورزشي زنانه', 'کیف چرمی دستی، طرح «قدیم» ']
const COLOURS = ['مشکی', 'سفید', 'صورتی', 'آبی نفتی']
const CATEGORIES = 40
const SIZES = ['لارج', 'مدیوم', 'اسمال']

/**
 * Writes a whole answer of GetAllData with so many products, two and a half times the details and five times the stock rows,
 * and gives the number of these rows. Rows are full, with key order, kinds and texts of the Mahak API reference, §4.
 */
export function writeAnswer(file: string, products: number): number {
  const [details, assets] = [products * 2.5, products * 5]
  const descriptor = openSync(file, 'w')
  writeSync(descriptor, '{"Result":true,"Data":{"Objects":{"Banks":null,')
  writeList(descriptor, 'Products', products, product)
  writeSync(descriptor, ',')
  writeList(descriptor, 'ProductCategories', CATEGORIES, category)
  writeSync(descriptor, ',')
  writeList(descriptor, 'ProductDetails', details, detail)
  writeSync(descriptor, ',"ProductProperties":null,')
  writeList(descriptor, 'ProductDetailStoreAssets', assets, asset)
  writeSync(descriptor, ',"Receipts":null,')
  writeList(descriptor, 'Stores', 2, store)
  writeSync(descriptor, ',"Settings":null}}}')
  closeSync(descriptor)
  return products + details + assets
}

/** The same rows as files that PostgreSQL copies, with the statements that make bare tables for them. */
export function writeCopies(folder: string, products: number): { create: string; copy: string }[] {
  const lists = {
    product: [products, product],
    detail: [products * 2.5, detail],
    asset: [products * 5, asset],
  } as const
  return Object.entries(lists).map(([name, [size, row]]) => {
    const file = path.join(folder, `${name}.copy`)
    const descriptor = openSync(file, 'w')
    let text = ''
    for (let index = 0; index < size; index++) {
      text += `${Object.values(row(index)).map(field).join('\t')}\n`
      if (text.length < FLUSH_AT && index < size - 1) continue
      writeSync(descriptor, text)
      text = ''
    }
    closeSync(descriptor)
    const columns = Object.entries(row(1)).map(
      ([column, value]) => `"${column}" ${COLUMN_TYPES[typeof value] ?? 'text'}`,
    )
    return { create: `create table ${name} (${columns.join(', ')})`, copy: `copy ${name} from '${file}'` }
  })
}

const COLUMN_TYPES: Readonly<Record<string, string>> = { number: 'double precision', boolean: 'boolean' }

const field = (value: unknown): string => (value === null ? '\\N' : String(value).replace(/[\\\t\n]/g, '\\$&'))

function writeList(descriptor: number, name: string, size: number, row: (index: number) => Row): void {
  let text = `"${name}":[`
  for (let index = 0; index < size; index++) {
    text += `${index === 0 ? '' : ','}${JSON.stringify(row(index))}`
    if (text.length < FLUSH_AT) continue
    writeSync(descriptor, text)
    text = ''
  }
  writeSync(descriptor, `${text}]`)
}

function product(index: number): Row {
  return {
    ProductId: 8_100_001 + index,
    ProductClientId: 0,
    ProductCode: index + 1,
    ProductCategoryId: 241_001 + (index % CATEGORIES),
    Name: NAMES[index % NAMES.length],
    UnitName: 'عدد',
    UnitName2: 'عدد',
    UnitCode: null,
    UnitCode2: null,
    Tags: '',
    UnitRatio: 0,
    Min: 1,
    TaxPercent: 0,
    ChargePercent: 0,
    Width: 0,
    Height: 0,
    Length: 0,
    Weight: index % 10 === 0 ? 1.25 : 0,
    Type: 0,
    Description: null,
    ProductTIN: null,
    UnitTIN: null,
    ...common(index),
    ProductCategoryClientId: 0,
    ProductCategoryCode: 0,
  }
}

function detail(index: number): Row {
  const [colour, size] = [COLOURS[index % COLOURS.length], SIZES[index % SIZES.length]]
  return {
    ProductDetailId: 9_200_001 + index,
    ProductDetailClientId: 0,
    ProductDetailCode: index % 5,
    ProductId: 8_100_001 + Math.floor(index / 2.5),
    Properties: index % 5 === 0 ? null : `[{"C":"3", "V":"${colour}"},{"C":"4", "V":"${size}"}]`,
    Properties2: null,
    Count1: 0,
    Count2: 0,
    Barcode: index % 2 === 0 ? '' : `626${index}`,
    ...levels('Price', 1_000 * (index % 20_000)),
    Discount: 0,
    Discount1: 0,
    Discount2: 0,
    Discount3: 0,
    Discount4: 0,
    DefaultDiscountLevel: 1,
    DiscountType: 0,
    DefaultSellPriceLevel: 1,
    CustomerPrice: 0,
    Serials: null,
    DefaultConsumerPriceLevel: 0,
    ...levels('ConsumerPrice', 0),
    ...common(index),
    ProductClientId: 0,
    ProductCode: 0,
  }
}

function asset(index: number): Row {
  return {
    ProductDetailStoreAssetId: 31_000_001 + index,
    ProductDetailId: 9_200_001 + Math.floor(index / 2),
    StoreId: 1200 + (index % 2),
    Count1: (index % 60) - 2,
    Count2: 0,
    ...common(index),
  }
}

const category = (index: number): Row => ({
  ProductCategoryId: 241_001 + index,
  ProductCategoryClientId: 0,
  ProductCategoryCode: index + 1,
  Name: `گروه ${index + 1}`,
  Color: null,
  Icon: null,
  ...common(index),
})

const store = (index: number): Row => ({
  StoreId: 1200 + index,
  StoreClientId: 0,
  StoreCode: index + 1,
  Name: 'انبار مرکزی',
  Stock: 0,
  Comment: null,
  ...common(index),
})

const levels = (name: string, first: number): Row =>
  Object.fromEntries(Array.from({ length: 10 }, (_, level) => [`${name}${level + 1}`, level === 0 ? first : 0]))

const common = (index: number): Row => ({
  Deleted: false,
  DataHash: (index + 1_000_000).toString(16).toUpperCase().padEnd(40, '7E3C9A'),
  CreateDate: '2025-10-09T20:43:16.7742994',
  UpdateDate: '2025-10-09T20:43:16.7742994',
  CreateSyncId: 241_996_001,
  UpdateSyncId: 241_996_001,
  RowVersion: 3_876_828_415 + index,
})
