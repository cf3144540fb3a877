import { type Id, isId } from '@hybrid-store/kernel'

/** A local id read from the link table. Throws if it is not of its kind, which no write here can bring about. */
export function localId<Prefix extends string>(prefix: Prefix, value: string): Id<Prefix> {
  if (!isId(prefix, value)) throw new Error(`the link table holds ${value} where an id with prefix ${prefix} belongs`)
  return value
}
