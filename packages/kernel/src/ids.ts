import { typeidUnboxed } from 'typeid-js'

/** A public id: a short prefix that names the kind, and a time-ordered UUIDv7 in base 32 (the TypeID format). */
export type Id<Prefix extends string> = `${Prefix}_${string}`

/** A new id such as `ord_01h455vb4pex5vsknk084sn02q`. */
export function newId<Prefix extends string>(prefix: Prefix): Id<Prefix> {
  return typeidUnboxed(prefix) as Id<Prefix>
}

/** Whether `value` has the shape of an id with this prefix. */
export function isId<Prefix extends string>(prefix: Prefix, value: string): value is Id<Prefix> {
  return (
    value.length === prefix.length + 27 && value.startsWith(`${prefix}_`) && /^[0-9a-z]{26}$/.test(value.slice(-26))
  )
}
