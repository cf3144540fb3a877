import type { Issue } from '../retry-error-manager/issue.repository.ts'

const PROBLEMS = {
  unknown_category: {
    field: 'ProductCategoryId',
    message: 'دستهٔ این کالا در محک نیست؛ آن را در محک بسازید و دوباره تلاش کنید.',
  },
  unknown_property: {
    field: 'Properties',
    message: 'یکی از ویژگی‌های این کالا در محک تعریف نشده است؛ آن را در محک بسازید و دوباره تلاش کنید.',
  },
} as const

/** Why a product of the shop cannot be sent as it is. */
export const productIssue = (productId: string, code: keyof typeof PROBLEMS): Issue => ({
  entity: 'product',
  recordId: productId,
  class: 'dependency',
  code,
  ...PROBLEMS[code],
})

/** Mahak did not take the file of a picture, or it is not here any more. */
export const fileIssue = (assetId: string, detail: string): Issue => ({
  entity: 'gallery',
  recordId: assetId,
  class: 'permanent',
  code: 'file_refused',
  field: 'Url',
  message: 'محک پروندهٔ این تصویر را نپذیرفت؛ تصویر را با قالب JPEG دوباره بارگذاری کنید.',
  detail,
})
