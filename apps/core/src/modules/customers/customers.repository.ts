import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { Id, Rial } from '@hybrid-store/kernel'
import type { PersonName } from './split-name.ts'

export interface Customer {
  id: Id<'cus'>
  /** E.164. */
  mobile: string
  firstName: string
  lastName: string
}

/** What a customer may say about themselves; text is empty where nothing was said. */
export interface CustomerDetails {
  firstName: string
  lastName: string
  email: string
  phone: string
  nationalCode: string
  organization: string
  legal: boolean
}

/** What the books alone decide; null until they have said something. Amounts in the books' own sign. */
export interface CustomerTerms {
  groupId: Id<'grp'> | null
  /** 1 to 10. */
  priceLevel: number | null
  discountPercent: number | null
  credit: Rial | null
  balance: Rial | null
}

/** Everything both sides keep of a customer. */
export type CustomerRecord = { id: Id<'cus'>; mobile: string } & CustomerDetails & CustomerTerms

const columns = sql`id, mobile, first_name as "firstName", last_name as "lastName"`
const allColumns = sql`${columns}, email, phone, national_code as "nationalCode", organization, legal,
  group_id as "groupId", price_level as "priceLevel", discount_percent as "discountPercent", credit, balance`

export const selectById = (db: Queryable, id: string): Promise<Customer | null> =>
  db.row<Customer>(sql`select ${columns} from customers.customer where id = ${id}`)

export const selectByIds = (db: Queryable, ids: readonly string[]): Promise<Customer[]> =>
  db.rows<Customer>(sql`select ${columns} from customers.customer where id = any(${ids}::text[]) order by id`)

export const selectByMobile = (db: Queryable, mobile: string): Promise<Customer | null> =>
  db.row<Customer>(sql`select ${columns} from customers.customer where mobile = ${mobile}`)

export const selectByMobiles = (db: Queryable, mobiles: readonly string[]): Promise<{ id: string; mobile: string }[]> =>
  db.rows(sql`select id, mobile from customers.customer where mobile = any(${mobiles}::text[]) order by id`)

export const selectRecord = (db: Queryable, id: string): Promise<(CustomerRecord & { group: string | null }) | null> =>
  db.row(sql`
    select c.*, g.name as "group" from (select ${allColumns} from customers.customer where id = ${id}) c
    left join customers.customer_group g on g.id = c."groupId" and not g.deleted`)

/** Everything both sides keep of these customers. */
export const selectRecords = (db: Queryable, ids: readonly string[]): Promise<CustomerRecord[]> =>
  db.rows<CustomerRecord>(sql`select ${allColumns} from customers.customer where id = any(${ids}::text[])`)

/** Locks the customers, in id order, and gives all that is known of them. */
export const lockRecords = (tx: Tx, ids: readonly string[]): Promise<CustomerRecord[]> =>
  tx.rows<CustomerRecord>(sql`
    select ${allColumns} from customers.customer where id = any(${ids}::text[]) order by id for update`)

/** The new row, or null if the number is known already. */
export const insertIfNew = (tx: Tx, id: Id<'cus'>, mobile: string): Promise<Customer | null> =>
  tx.row<Customer>(sql`
    insert into customers.customer (id, mobile) values (${id}, ${mobile})
    on conflict (mobile) do nothing returning ${columns}`)

export const updateDetails = (tx: Tx, id: string, details: Partial<CustomerDetails>): Promise<number> =>
  tx.run(sql`
    update customers.customer set
      first_name = coalesce(${details.firstName ?? null}, first_name),
      last_name = coalesce(${details.lastName ?? null}, last_name),
      email = coalesce(${details.email ?? null}, email), phone = coalesce(${details.phone ?? null}, phone),
      national_code = coalesce(${details.nationalCode ?? null}, national_code),
      organization = coalesce(${details.organization ?? null}, organization),
      legal = coalesce(${details.legal ?? null}, legal)
    where id = ${id}`)

export const updateNameIfMissing = (tx: Tx, id: string, name: PersonName): Promise<number> =>
  tx.run(sql`
    update customers.customer set first_name = ${name.firstName}, last_name = ${name.lastName}
    where id = ${id} and first_name = '' and last_name = ''`)

/** Writes whole records, set by set; those that would stay the same are left alone. */
export async function updateRecords(tx: Tx, records: readonly CustomerRecord[]): Promise<void> {
  if (records.length === 0) return
  const column = <Key extends keyof CustomerRecord>(key: Key) => records.map((record) => record[key])
  await tx.run(sql`
    update customers.customer c set mobile = t.mobile, first_name = t.first_name, last_name = t.last_name,
      email = t.email, phone = t.phone, national_code = t.national_code, organization = t.organization, legal = t.legal,
      group_id = t.group_id, price_level = t.price_level, discount_percent = t.discount_percent, credit = t.credit,
      balance = t.balance
    from unnest(${column('id')}::text[], ${column('mobile')}::text[], ${column('firstName')}::text[],
      ${column('lastName')}::text[], ${column('email')}::text[], ${column('phone')}::text[],
      ${column('nationalCode')}::text[], ${column('organization')}::text[], ${column('legal')}::boolean[],
      ${column('groupId')}::text[], ${column('priceLevel')}::int[], ${column('discountPercent')}::numeric[],
      ${column('credit')}::bigint[], ${column('balance')}::bigint[])
      as t(id, mobile, first_name, last_name, email, phone, national_code, organization, legal, group_id, price_level,
        discount_percent, credit, balance)
    where c.id = t.id and (c.mobile, c.first_name, c.last_name, c.email, c.phone, c.national_code, c.organization,
        c.legal, c.group_id, c.price_level, c.discount_percent, c.credit, c.balance) is distinct from
      (t.mobile, t.first_name, t.last_name, t.email, t.phone, t.national_code, t.organization, t.legal, t.group_id,
        t.price_level, t.discount_percent, t.credit, t.balance)`)
}
