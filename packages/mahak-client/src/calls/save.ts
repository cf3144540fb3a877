import { ok } from '@hybrid-store/kernel'
import { member } from '../answer/member.ts'
import { meaningOf, refusalOf } from '../answer/refusal.ts'
import { type EntityName, entities, entityOfList, type SaveListName, type SaveLists } from '../entities/entities.ts'
import { failure, failureOfBroken, type Outcome } from '../failure.ts'
import { readJson } from '../http/transport.ts'
import { writeRow } from '../rows/write-row.ts'
import { type Attempt, withSession } from '../session/with-session.ts'
import { type CallContext, post, renewable } from './api-call.ts'
import { matchResults, type SavedRow } from './match-results.ts'
import { resultOf } from './result-of.ts'

/** One result per row sent, list by list, in the order they were sent. */
export type SaveResults = { [List in SaveListName]?: SavedRow[] }

interface SentList {
  name: SaveListName
  entity: EntityName
  rows: readonly Readonly<Record<string, unknown>>[]
}

const MAX_ANSWER = 32 * 1024 * 1024

/**
 * Saves rows. Mahak stores the good rows of a call even if it refuses others (§5.2), so an answer with refused rows is `ok`
 * and each row tells its own fate; an answer that leaves out a row's fate is `malformed`.
 */
export function save(context: CallContext, lists: SaveLists): Promise<Outcome<SaveResults>> {
  const sent = sentLists(lists)
  const body = JSON.stringify(
    Object.fromEntries(sent.map(({ name, entity, rows }) => [name, rows.map((row) => writeRow(entity, row))])),
  )
  return withSession(context.sessions, async (session) => {
    const answer = await post(context, session, {
      path: context.paths.save,
      body,
      totalMs: context.transport.timeouts.totalMs,
    })
    if (!answer.ok) return answer
    try {
      return readResults(await readJson(answer.value.body, MAX_ANSWER), sent)
    } catch (error) {
      return failureOfBroken(error)
    }
  })
}

function sentLists(lists: SaveLists): SentList[] {
  return Object.entries(lists).flatMap(([name, rows]) => {
    const entity = entityOfList(name)
    if (!entity) throw new Error(`no list is named ${name}`)
    return rows && rows.length > 0 ? [{ name: listName(entity), entity, rows }] : []
  })
}

function readResults(envelope: unknown, sent: readonly SentList[]): Attempt<SaveResults> {
  const objects = member(member(envelope, 'Data'), 'Objects')
  if (objects === undefined || objects === null) return refused(envelope)
  const results: SaveResults = {}
  for (const { name, entity, rows } of sent) {
    const answers = member(member(objects, entity), 'Results')
    const matched = matchResults(Array.isArray(answers) ? answers : [], rows, entities[entity].clientIdKey)
    if (!matched) return failure('malformed', `the answer does not tell the fate of every row of ${name}`, true)
    results[name] = matched
  }
  return ok(results)
}

/**
 * An answer without row results: Mahak refused the call as a whole. One without `Result` that does not speak of the token
 * leaves it open whether the rows were stored, so the save must not be repeated for it as a reading is.
 */
function refused(envelope: unknown): Attempt<SaveResults> {
  const refusal = refusalOf(envelope)
  const hasResult = resultOf(envelope) !== null
  const code = meaningOf(refusal) ?? (hasResult ? 'invalid' : 'malformed')
  const words = hasResult ? 'Mahak refused the save' : 'the answer has no Result'
  return renewable(failure(code, refusal.message ?? words, true))
}

/** `VisitorPeople` → `visitorPeople`. */
function listName<E extends EntityName>(entity: E): Uncapitalize<E> {
  return `${entity.charAt(0).toLowerCase()}${entity.slice(1)}` as Uncapitalize<E>
}
