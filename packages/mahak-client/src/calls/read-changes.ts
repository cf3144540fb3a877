import { ok } from '@hybrid-store/kernel'
import { meaningOf, refusalOf } from '../answer/refusal.ts'
import { RowSplitter, type RowText } from '../answer/row-splitter.ts'
import { type EntityName, entities, entityOfList, type RowOf } from '../entities/entities.ts'
import { failure, failureOfBroken, type Outcome } from '../failure.ts'
import { type HttpAnswer, limited } from '../http/transport.ts'
import { type BadRow, type ReadRow, readRow } from '../rows/read-row.ts'
import { readBoolean } from '../rows/read-value.ts'
import { type Attempt, withSession } from '../session/with-session.ts'
import { type CallContext, post, renewable, withoutResult } from './api-call.ts'

/** For each wanted entity the version after which to read; 0 reads everything. */
export type ReadVersions = Partial<Record<EntityName, number>>

/** A row of an entity, told apart by `entity`, or one that could not be read. */
export type Change = { [E in EntityName]: { entity: E; row: RowOf<E> } }[EntityName] | BadChange

export interface BadChange {
  entity: EntityName
  bad: BadRow
}

/** Takes one row; a promise holds the answer back until it is settled. */
export type OnChange = (change: Change) => void | Promise<void>

export interface ChangesSummary {
  /** Rows per wanted entity, bad ones included. */
  counts: Partial<Record<EntityName, number>>
  /** Largest RowVersion per entity, of readable rows only. */
  maxVersions: Partial<Record<EntityName, number>>
}

/**
 * Reads changed rows and hands them on one by one as they arrive; rows of an answer that turns out to be cut off or refused
 * at its end have been handed on by then, so nothing may be concluded from them before this is `ok`. What `onChange` throws
 * is thrown on.
 */
export function readChanges(
  context: CallContext,
  versions: ReadVersions,
  onChange: OnChange,
  signal?: AbortSignal,
): Promise<Outcome<ChangesSummary>> {
  const body = JSON.stringify(
    Object.fromEntries(
      Object.entries(versions).map(([list, version]) => {
        const entity = entityOfList(list)
        if (!entity) throw new Error(`no entity is named ${list}`)
        return [entities[entity].versionMember, version]
      }),
    ),
  )
  return withSession(context.sessions, async (session) => {
    const answer = await post(context, session, {
      path: context.paths.readChanges,
      body,
      totalMs: context.transport.timeouts.readMs,
      ...(signal ? { signal } : {}),
    })
    return answer.ok ? streamRows(context, answer.value, versions, onChange) : answer
  })
}

async function streamRows(
  context: CallContext,
  answer: HttpAnswer,
  versions: ReadVersions,
  onChange: OnChange,
): Promise<Attempt<ChangesSummary>> {
  const splitter = new RowSplitter()
  const tally = new Tally(versions)
  try {
    for await (const chunk of limited(answer.body, context.maxResponseBytes)) {
      for (const text of splitter.push(chunk)) {
        const change = tally.read(text)
        const wait = change && onChange(change)
        if (wait) await wait
      }
    }
    return conclude(splitter.finish(), tally)
  } catch (error) {
    return failureOfBroken(error)
  }
}

function conclude(envelope: ReadonlyMap<string, unknown>, tally: Tally): Attempt<ChangesSummary> {
  const result = readBoolean(envelope.get('result')) ?? null
  if (result === null && tally.total === 0) return withoutResult()
  if (result) return ok(tally.summary)
  const refusal = refusalOf(Object.fromEntries(envelope))
  const error = failure(meaningOf(refusal) ?? 'malformed', refusal.message ?? 'Mahak gave no result', true)
  return tally.total === 0 ? renewable(error) : error
}

/** Reads rows and counts what it read. */
class Tally {
  readonly summary: ChangesSummary
  readonly #wanted: ReadonlySet<EntityName>
  total = 0

  constructor(versions: ReadVersions) {
    this.#wanted = new Set(Object.keys(versions).flatMap((list) => entityOfList(list) ?? []))
    this.summary = { counts: Object.fromEntries([...this.#wanted].map((entity) => [entity, 0])), maxVersions: {} }
  }

  /** The change in a row's text, null for a list nobody asked for. */
  read({ list, text }: RowText): Change | null {
    const entity = entityOfList(list)
    if (!entity || !this.#wanted.has(entity)) return null
    const { counts, maxVersions } = this.summary
    this.total++
    counts[entity] = (counts[entity] ?? 0) + 1
    const read = readRowText(entity, text)
    if ('row' in read) maxVersions[entity] = Math.max(maxVersions[entity] ?? 0, read.row.RowVersion)
    // The entity and its row belong together by construction, which a union of 57 pairs cannot express.
    return { entity, ...read } as Change
  }
}

function readRowText(entity: EntityName, text: string): ReadRow<EntityName> {
  try {
    return readRow(entity, JSON.parse(text))
  } catch {
    return { bad: { reason: 'not well-formed JSON' } }
  }
}
