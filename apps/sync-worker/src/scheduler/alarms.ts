import { readOrdersForSync } from '@hybrid-store/core/orders'
import { type Database, type Queryable, type Sql, sql } from '@hybrid-store/database'
import { toPersianDigits } from '@hybrid-store/kernel'
import type { SyncConfig } from '../config.ts'
import { openIssues } from '../retry-error-manager/issue.repository.ts'

/** Something that is wrong by having lasted too long. Its issues open and close by themselves. */
interface Alarm {
  entity: 'order' | 'account'
  code: string
  class: string
  /** Rows `(record_id text)` of what is wrong now. */
  wrong: Sql
  /** The Persian message about one of them. */
  message(recordId: string): string
}

/** Issues opened at once; the others follow at the next look. */
const AT_ONCE = 200
const LATE_MINUTES = 30
const CREDIT_DAYS = 15

const alarmsOf = ({ invoiceWithinHours }: Pick<SyncConfig, 'invoiceWithinHours'>): readonly Alarm[] => [
  {
    entity: 'order',
    code: 'not_invoiced',
    class: 'warning',
    wrong: sql`
      select local_id as record_id from sync.link where entity = 'Orders' and confirmed_at is null and deleted_at is null
        and accepted_at < now() - ${invoiceWithinHours} * interval '1 hour'`,
    message: (order) =>
      `${order}: بیش از ${toPersianDigits(invoiceWithinHours)} ساعت است که در محک فاکتور نشده است؛ در محک «ارسال و دریافت اطلاعات» را اجرا و سفارش را تبدیل کنید.`,
  },
  {
    entity: 'order',
    code: 'late',
    class: 'warning',
    wrong: sql`
      select local_id as record_id from sync.dirty where entity = 'order' and state = 'dirty'
        and first_at < now() - ${LATE_MINUTES} * interval '1 minute'`,
    message: (order) =>
      `${order}: بیش از ${toPersianDigits(LATE_MINUTES)} دقیقه است که هنوز به محک نرسیده است؛ خودکار دوباره تلاش می‌شود.`,
  },
  {
    entity: 'account',
    code: 'credit_low',
    class: 'warning',
    wrong: sql`select 'credit' as record_id from sync.account where credit_day < ${CREDIT_DAYS} limit 1`,
    message: () => `کمتر از ${toPersianDigits(CREDIT_DAYS)} روز از اشتراک محک مانده است؛ آن را تمدید کنید.`,
  },
]

/** Opens the issues of alarms that have gone off and closes those of alarms that are over. */
export async function keepAlarms(db: Database, config: Pick<SyncConfig, 'invoiceWithinHours'>): Promise<void> {
  for (const alarm of alarmsOf(config)) {
    await db.run(sql`
      update sync.issue set status = 'resolved', last_at = now()
      where status = 'open' and entity = ${alarm.entity} and code = ${alarm.code}
        and record_id not in (${alarm.wrong})`)
    const gone = await db.rows<{ recordId: string }>(sql`
      select record_id as "recordId" from (${alarm.wrong}) wrong
      where not exists (select from sync.issue i where i.entity = ${alarm.entity} and i.record_id = wrong.record_id
        and i.code = ${alarm.code} and i.status <> 'resolved') limit ${AT_ONCE}`)
    await open(
      db,
      alarm,
      gone.map(({ recordId }) => recordId),
    )
  }
}

async function open(db: Database, alarm: Alarm, recordIds: readonly string[]): Promise<void> {
  const names = alarm.entity === 'order' ? await orderNames(db, recordIds) : new Map<string, string>()
  await openIssues(
    db,
    recordIds.map((recordId) => ({
      entity: alarm.entity,
      recordId,
      class: alarm.class,
      code: alarm.code,
      message: alarm.message(names.get(recordId) ?? 'سفارش'),
    })),
  )
}

async function orderNames(db: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  const orders = ids.length === 0 ? [] : await readOrdersForSync(db, ids)
  return new Map(orders.map(({ id, number }) => [id, `سفارش ${toPersianDigits(number)}`]))
}
