import { formatCount, type StateWords } from '@hybrid-store/ui'

const ENTITIES: Record<string, string> = {
  order: 'سفارش',
  customer: 'مشتری',
  product: 'کالا',
  productDetail: 'تنوع کالا',
  productDetailStoreAsset: 'موجودی انبار',
  productCategory: 'دسته و کالا',
  category: 'دسته',
  propertyDescription: 'ویژگی',
  store: 'انبار',
  storeAsset: 'موجودی انبار',
  picture: 'تصویر',
  photoGallery: 'گالری تصویر',
  visitor: 'بازاریاب',
  visitorProduct: 'کالای بازاریاب',
  visitorPerson: 'مشتری بازاریاب',
  person: 'شخص',
  bank: 'بانک',
}

const QUEUE_STATES: Record<string, StateWords> = {
  waiting: { label: 'در صف', tone: 'neutral' },
  leased: { label: 'در حال فرستادن', tone: 'info' },
  sent: { label: 'فرستاده شد', tone: 'info' },
  uncertain: { label: 'نامعلوم', tone: 'warn' },
  parked: { label: 'کنار گذاشته شد', tone: 'bad' },
  dead: { label: 'ناکام', tone: 'bad' },
}

/** The Persian name of a kind of record; one without a name is called by its own. */
export const entityName = (entity: string): string =>
  ENTITIES[entity.charAt(0).toLowerCase() + entity.slice(1)] ?? entity

export const queueState = (state: string): StateWords => QUEUE_STATES[state] ?? { label: state, tone: 'neutral' }

/** A length of time in the one unit that matters, e.g. «۳ دقیقه». */
export function formatAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${formatCount(seconds)} ثانیه`
  if (seconds < 3600) return `${formatCount(Math.floor(seconds / 60))} دقیقه`
  if (seconds < 86_400) return `${formatCount(Math.floor(seconds / 3600))} ساعت`
  return `${formatCount(Math.floor(seconds / 86_400))} روز`
}
