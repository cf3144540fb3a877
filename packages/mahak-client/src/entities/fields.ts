/**
 * Kinds of Appendix A: `i` int32, `I` int64 (always below 2^53 here), `d` double, `s` text, `b` boolean, `t` date and time
 * as Tehran wall-clock text without a zone.
 */
export type FieldKind = 'i' | 'I' | 'd' | 's' | 'b' | 't'

/** Credentials of people and payment providers that travel in rows (§4.8, §4.14), in lower case; nobody here has a use for them. */
export const CREDENTIAL_FIELDS: ReadonlySet<string> = new Set(['password', 'apikey'])

interface ValueOfKind {
  i: number
  I: number
  d: number
  s: string
  b: boolean
  t: string
}

type Trim<Text extends string> = Text extends ` ${infer Rest}` | `\n${infer Rest}` ? Trim<Rest> : Text

// The accumulator keeps the recursion in tail position, without which TypeScript gives up after some fifty fields.
type Entries<Text extends string, Found = never> = Text extends `${infer Head},${infer Rest}`
  ? Entries<Rest, Found | Trim<Head>>
  : Found | Trim<Text>

type NameOf<Entry> = Entry extends `${infer Name} ${FieldKind}` ? Name : never
type KindOf<Entry> = Entry extends `${string} ${infer Kind extends FieldKind}` ? Kind : never

/** The names in a notation such as `'StoreId i, Name s'`: `'StoreId' | 'Name'`. */
export type NamesOf<Notation extends string> = NameOf<Entries<Notation>>

/** The row a notation describes; every field can be null. */
export type FieldsOf<Notation extends string> = {
  [Entry in Entries<Notation> as NameOf<Entry>]: ValueOfKind[KindOf<Entry>] | null
}

/** The same notation at run time, in its order. Throws if it is misspelt, which is a bug in the table. */
export function parseFields(notation: string): Map<string, FieldKind> {
  return new Map(
    notation.split(',').map((entry) => {
      const match = /^\s*(\w+) ([iIdsbt])$/.exec(entry)
      if (!match?.[1]) throw new Error(`not a field: "${entry}"`)
      return [match[1], kindOf(match[2])]
    }),
  )
}

function kindOf(letter: string | undefined): FieldKind {
  switch (letter) {
    case 'i':
    case 'I':
    case 'd':
    case 's':
    case 'b':
    case 't':
      return letter
    default:
      throw new Error(`not a kind of field: ${letter}`)
  }
}
