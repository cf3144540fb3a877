export type Value = string | number | boolean | null
/** A flat document. */
export type Fields<Doc> = { [Field in keyof Doc]: Value }
export type Side = 'store' | 'mahak'

/** Who decides a field; where both may change it and did, `tie` wins. */
export type Ownership = { owner: Side } | { owner: 'both'; tie: Side }
export type Policy<Doc extends Fields<Doc>> = { readonly [Field in keyof Doc]: Ownership }

export interface FieldConflict {
  field: string
  base: Value
  store: Value
  mahak: Value
  winner: Side
  /** Both sides changed what they had agreed on, or they had never agreed on anything. */
  rule: 'both_changed' | 'never_agreed'
}

export interface Merged<Doc extends Fields<Doc>> {
  /** What the store has to take over, and what has to be sent. */
  storePatch: Partial<Doc>
  pushPatch: Partial<Doc>
  conflicts: FieldConflict[]
}

type Decision = 'leave' | Side | { tie: Side; rule: FieldConflict['rule'] }

/**
 * Compares both sides with what they last agreed on, field by field: a field that one side changed is taken from there, one
 * that both changed is decided by the policy and reported, even if only one of them may change it. A two-way field that is null at Mahak could not be read and says
 * nothing. After both patches all other fields are equal.
 */
export function mergeThreeWay<Doc extends Fields<Doc>>(
  base: Partial<Doc>,
  store: Doc,
  remote: Doc,
  policy: Policy<Doc>,
): Merged<Doc> {
  const merged: Merged<Doc> = { storePatch: {}, pushPatch: {}, conflicts: [] }
  for (const field in policy) {
    const values = { base: base[field], store: store[field], mahak: remote[field] }
    const decision = decide(values.base, values.store, values.mahak, policy[field])
    if (decision === 'leave') continue
    const winner = typeof decision === 'string' ? decision : decision.tie
    if (winner === 'store') merged.pushPatch[field] = store[field]
    else merged.storePatch[field] = remote[field]
    if (typeof decision === 'string') continue
    merged.conflicts.push({ field, ...values, base: values.base ?? null, winner, rule: decision.rule })
  }
  return merged
}

/** Gives the side whose value holds. */
function decide(base: Value | undefined, store: Value, remote: Value, ownership: Ownership): Decision {
  if (store === remote) return 'leave'
  if (ownership.owner !== 'both') {
    const bothChanged = base !== undefined && store !== base && remote !== base
    return bothChanged ? { tie: ownership.owner, rule: 'both_changed' } : ownership.owner
  }
  if (remote === null) return base === undefined || store === base ? 'leave' : 'store'
  if (base === undefined) return withoutBase(store, remote)
  if (remote === base) return 'store'
  if (store === base) return 'mahak'
  return { tie: ownership.tie, rule: 'both_changed' }
}

/** What one side leaves open the other may fill in; else the books are older than the store. */
function withoutBase(store: Value, remote: Value): Decision {
  if (isBlank(store)) return 'mahak'
  if (isBlank(remote)) return 'store'
  return { tie: 'mahak', rule: 'never_agreed' }
}

const isBlank = (value: Value): boolean => value === '' || value === false || value === 0 || value === null

/** What counts as agreed once `remote` was merged: everything it said. A two-way field it left unreadable stays as it was. */
export function baseAfter<Doc extends Fields<Doc>>(base: Partial<Doc>, remote: Doc, policy: Policy<Doc>): Partial<Doc> {
  const next: Partial<Doc> = { ...base }
  for (const field in policy) if (remote[field] !== null || policy[field].owner !== 'both') next[field] = remote[field]
  return next
}

/**
 * The base, when values were sent of which no answer is known: what Mahak shows as we sent it is our own echo, and both
 * sides agree on it. Of a record that Mahak knows only from us, everything sent is.
 */
export function baseWithEchoes<Doc extends Fields<Doc>>(
  base: Partial<Doc> | null,
  sent: Partial<Doc> | null,
  remote: Doc,
): Partial<Doc> {
  if (!sent) return base ?? {}
  if (!base) return sent
  const echoed: Partial<Doc> = { ...base }
  for (const field in sent) if (remote[field] === sent[field]) echoed[field] = remote[field]
  return echoed
}
