import type { Issue } from '../retry-error-manager/issue.repository.ts'

// Issues about persons belong to Mahak's row, so that a customer who is sent meanwhile does not close them.

export const mobileUnusable = (personId: number): Issue => ({
  entity: 'People',
  recordId: String(personId),
  class: 'permanent',
  code: 'mobile_unusable',
  field: 'Mobile',
  message: 'مقدار «موبایل» این شخص در محک شمارهٔ موبایل درستی نیست؛ مشتری با شمارهٔ پیشین خود در فروشگاه می‌ماند.',
})

export const mobileTaken = (personId: number, customerId: string): Issue => ({
  entity: 'People',
  recordId: String(personId),
  class: 'conflict',
  code: 'mobile_taken',
  field: 'Mobile',
  message: 'مقدار «موبایل» این شخص در محک شمارهٔ مشتری دیگری از فروشگاه است؛ یکی از دو شماره را اصلاح کنید.',
  detail: customerId,
})

/** Each of the persons gets one, and each names the others. */
export const ambiguousPersons = (personIds: readonly number[]): Issue[] =>
  personIds.map((personId) => ({
    entity: 'People',
    recordId: String(personId),
    class: 'conflict',
    code: 'ambiguous_person',
    field: 'Mobile',
    message:
      'چند شخص در محک همین «موبایل» را دارند، پس معلوم نیست کدام همان مشتری فروشگاه است؛ در محک شماره را فقط برای یکی نگه دارید.',
    detail: personIds.join(', '),
  }))

export const personDeleted = (personId: number): Issue => ({
  entity: 'People',
  recordId: String(personId),
  class: 'permanent',
  code: 'person_deleted',
  message: 'این مشتری در محک حذف شده است؛ ویرایش‌های او فرستاده نمی‌شود و خرید بعدی‌اش شخص تازه‌ای در محک می‌سازد.',
})
