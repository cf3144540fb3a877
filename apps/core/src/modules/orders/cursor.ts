/** A place in a list of orders. Opaque to clients, so that the sort key can change without them. */
export const encodeCursor = (orderNumber: number): string => Buffer.from(`n${orderNumber}`).toString('base64url')

/** The order number a cursor stands for; null if it is none of ours. */
export function decodeCursor(cursor: string): number | null {
  const match = /^n(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))
  return match ? Number(match[1]) : null
}
