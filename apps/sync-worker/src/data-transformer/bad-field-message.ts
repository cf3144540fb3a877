import { toPersianDigits } from '@hybrid-store/kernel'

const FIELD_TITLES: Readonly<Record<string, string>> = {
  Name: 'نام',
  Properties: 'مشخصات',
  Barcode: 'بارکد',
  Description: 'توضیحات',
  ProductId: 'شناسهٔ کالا',
  ProductDetailId: 'شناسهٔ جزئیات کالا',
  ProductCategoryId: 'گروه کالا',
  StoreId: 'انبار',
  Count1: 'موجودی',
  Mobile: 'موبایل',
  Date: 'تاریخ',
  FirstName: 'نام',
  LastName: 'نام خانوادگی',
  Email: 'ایمیل',
  Phone: 'تلفن',
  NationalCode: 'کد ملی',
  Organization: 'شرکت',
  PersonType: 'نوع شخص',
  Credit: 'اعتبار',
  Balance: 'مانده',
  PersonId: 'شناسهٔ شخص',
  PersonGroupId: 'گروه اشخاص',
  DiscountPercent: 'درصد تخفیف',
  SellPriceLevel: 'سطح قیمت',
  Address: 'نشانی',
  PostalCode: 'کد پستی',
  CityId: 'شهر',
  CityName: 'شهر',
  ProvinceName: 'استان',
  DebtAmount: 'بدهکار',
  CreditAmount: 'بستانکار',
  RowVersion: 'نسخهٔ ردیف',
  Deleted: 'نشان حذف',
  DefaultSellPriceLevel: 'سطح قیمت پیش‌فرض',
  TaxPercent: 'درصد مالیات',
  ChargePercent: 'درصد عوارض',
  Weight: 'وزن',
  Tags: 'برچسب‌ها',
  DefaultDiscountLevel: 'سطح تخفیف پیش‌فرض',
  DiscountType: 'نوع تخفیف',
  PictureId: 'شناسهٔ تصویر',
  Url: 'نشانی تصویر',
  OrderCode: 'شمارهٔ فاکتور',
}

/** Why a row of Mahak cannot be taken over, in words of a shop owner. */
export function badFieldMessage(field: string): string {
  if (field === '') return 'این ردیف محک خوانده نشد.'
  const price = /^Price(\d+)$/.exec(field)
  const discount = /^Discount(\d)$/.exec(field)
  const level = toPersianDigits(price?.[1] ?? discount?.[1] ?? '')
  const title = price ? `قیمت سطح ${level}` : discount ? `تخفیف سطح ${level}` : (FIELD_TITLES[field] ?? field)
  return `مقدار «${title}» در محک درست نیست؛ آن را در محک اصلاح کنید.`
}
