import type { SyncDriftView, SyncPlanView, SyncStateView } from '@hybrid-store/contracts'
import { toPersianDigits } from '@hybrid-store/kernel'
import { formatCount, type StateWords } from '@hybrid-store/ui'

/** Records of the store by their name there, Mahak's by its own. */
const ENTITIES: Record<string, string> = {
  order: 'سفارش',
  return: 'برگشت',
  refund: 'بازپرداخت',
  collection: 'دریافت در محل',
  customer: 'مشتری',
  address: 'نشانی',
  product: 'کالا',
  picture: 'تصویر',
  gallery: 'تصویر در گالری',
  Stores: 'انبارها',
  Banks: 'بانک‌ها',
  Cashes: 'صندوق‌ها',
  Visitors: 'بازاریاب‌ها',
  PersonAddresses: 'نشانی‌ها',
  PersonGroups: 'گروه‌های اشخاص',
  ProductCategories: 'دسته‌ها',
  PropertyDescriptions: 'ویژگی‌ها',
  Products: 'کالاها',
  ProductDetails: 'تنوع کالاها',
  VisitorProducts: 'کالاهای بازاریاب',
  ProductDetailStoreAssets: 'موجودی انبارها',
  Pictures: 'تصویرها',
  PhotoGalleries: 'گالری تصویرها',
  People: 'اشخاص',
  VisitorPeople: 'مشتریان بازاریاب',
  Orders: 'سفارش‌ها و فاکتورها',
  OrderDetails: 'ردیف‌های سفارش',
  Receipts: 'دریافت‌ها',
  Cheques: 'ردیف‌های دریافت',
}

const QUEUE_STATES: Record<string, StateWords> = {
  dirty: { label: 'در صف', tone: 'info' },
  dead: { label: 'ناکام', tone: 'bad' },
  ignored: { label: 'کنار گذاشته', tone: 'neutral' },
}

const READING_STATES: Record<SyncStateView['readings'][number]['state'], StateWords> = {
  reading: { label: 'در حال خواندن', tone: 'info' },
  applying: { label: 'در حال ثبت در فروشگاه', tone: 'info' },
  done: { label: 'کامل', tone: 'good' },
}

/** The Persian name of a kind of record; one without a name is called by its own. */
export const entityName = (entity: string): string => ENTITIES[entity] ?? entity

export const queueState = (state: string): StateWords => QUEUE_STATES[state] ?? { label: state, tone: 'neutral' }

export const readingState = (state: keyof typeof READING_STATES): StateWords => READING_STATES[state]

const ISSUE_STATUSES: Record<string, StateWords> = {
  open: { label: 'باز', tone: 'warn' },
  ignored: { label: 'کنار گذاشته', tone: 'neutral' },
  resolved: { label: 'برطرف‌شده', tone: 'good' },
}

export const issueStatus = (status: string): StateWords => ISSUE_STATUSES[status] ?? { label: status, tone: 'neutral' }

const ACTIONS: Record<string, string> = {
  retry: 'تلاش دوباره',
  ignore: 'کنار گذاشتن',
  resolve_conflict: 'داوری میان دو مقدار',
  allow_deletions: 'اجازهٔ حذف',
  repair: 'رفع اختلاف',
  dispute: 'پرسش از محک',
  dry_run: 'پیش‌نمایش',
}

export const actionName = (action: string): string => ACTIONS[action] ?? action

const DRIFTS: Record<SyncDriftView['class'], StateWords> = {
  missing_here: { label: 'در فروشگاه نیست', tone: 'warn' },
  missing_there: { label: 'در محک نیست', tone: 'warn' },
  differs: { label: 'مقدار متفاوت', tone: 'bad' },
}

export const driftWords = (kind: SyncDriftView['class']): StateWords => DRIFTS[kind]

const FIELDS: Record<string, string> = {
  name: 'نام',
  description: 'شرح',
  unit: 'واحد',
  code: 'کد',
  barcode: 'بارکد',
  options: 'ویژگی‌ها',
  categoryId: 'دسته',
  productId: 'کالا',
  taxPercent: 'درصد مالیات',
  chargePercent: 'درصد عوارض',
  weight: 'وزن',
  sellPriceLevel: 'سطح قیمت فروش',
  quantity: 'موجودی',
  deleted: 'حذف',
  mobile: 'موبایل',
  firstName: 'نام',
  lastName: 'نام خانوادگی',
  email: 'ایمیل',
  phone: 'تلفن',
  nationalCode: 'کد ملی',
  organization: 'شرکت',
  groupId: 'گروه',
  priceLevel: 'سطح قیمت',
  discountPercent: 'درصد تخفیف',
  credit: 'اعتبار',
  balance: 'مانده',
  title: 'گیرنده',
  address: 'نشانی',
  postalCode: 'کد پستی',
  invoiceNumber: 'شمارهٔ فاکتور',
  price: 'قیمت',
  count: 'تعداد',
  amount: 'مبلغ',
}

/** The Persian name of a field; prices of levels are numbered, one without a name is called by its own. */
export const fieldName = (field: string): string =>
  FIELDS[field] ?? field.replace(/^price(\d+)$/, (_, level: string) => `قیمت ${toPersianDigits(level)}`)

const REPAIRS: Record<SyncDriftView['repair'], string> = {
  apply: 'از محک بگیر',
  delete: 'در فروشگاه هم حذف کن',
  send: 'دوباره به محک بفرست',
}

export const repairName = (repair: SyncDriftView['repair']): string => REPAIRS[repair]

const PLANNED: Record<SyncPlanView['entries'][number]['action'], string> = {
  create: 'تازه',
  update: 'تغییر',
  delete: 'حذف',
  send: 'ارسال',
  conflict: 'ناسازگاری',
}

export const plannedAction = (action: SyncPlanView['entries'][number]['action']): string => PLANNED[action]

/** A length of time in the one unit that matters, e.g. «۳ دقیقه». */
export function formatAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${formatCount(seconds)} ثانیه`
  if (seconds < 3600) return `${formatCount(Math.floor(seconds / 60))} دقیقه`
  if (seconds < 86_400) return `${formatCount(Math.floor(seconds / 3600))} ساعت`
  return `${formatCount(Math.floor(seconds / 86_400))} روز`
}
