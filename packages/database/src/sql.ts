import sqlTag from 'sql-template-tag'

export { empty, join, raw, Sql } from 'sql-template-tag'
/** Tagged template for queries: every `${value}` becomes a parameter, nested `sql` fragments are spliced in. */
export const sql = sqlTag
