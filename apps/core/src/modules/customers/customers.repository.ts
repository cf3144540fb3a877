import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import type { PersonName } from './split-name.ts'

export interface Customer {
  id: Id<'cus'>
  /** E.164. */
  mobile: string
  firstName: string
  lastName: string
}

const columns = sql`id, mobile, first_name as "firstName", last_name as "lastName"`

export const selectById = (db: Queryable, id: string): Promise<Customer | null> =>
  db.row<Customer>(sql`select ${columns} from customers.customer where id = ${id}`)

export const selectByIds = (db: Queryable, ids: readonly string[]): Promise<Customer[]> =>
  db.rows<Customer>(sql`select ${columns} from customers.customer where id = any(${ids}::text[]) order by id`)

export const selectByMobile = (db: Queryable, mobile: string): Promise<Customer | null> =>
  db.row<Customer>(sql`select ${columns} from customers.customer where mobile = ${mobile}`)

/** The new row, or null if the number is known already. */
export const insertIfNew = (tx: Tx, id: Id<'cus'>, mobile: string): Promise<Customer | null> =>
  tx.row<Customer>(sql`
    insert into customers.customer (id, mobile) values (${id}, ${mobile})
    on conflict (mobile) do nothing returning ${columns}`)

export const updateName = (tx: Tx, id: string, name: PersonName): Promise<Customer | null> =>
  tx.row<Customer>(sql`
    update customers.customer set first_name = ${name.firstName}, last_name = ${name.lastName}
    where id = ${id} returning ${columns}`)

export const updateNameIfMissing = (tx: Tx, id: string, name: PersonName): Promise<number> =>
  tx.run(sql`
    update customers.customer set first_name = ${name.firstName}, last_name = ${name.lastName}
    where id = ${id} and first_name = '' and last_name = ''`)
