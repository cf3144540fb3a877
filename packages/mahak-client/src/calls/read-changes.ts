import { ok } from '@hybrid-store/kernel'
import { meaningOf, refusalOf } from '../answer/refusal.ts'
import { entities, entityOfList } from '../entities/entities.ts'
import { failure, failureOfBroken, type Outcome } from '../failure.ts'
import { type HttpAnswer, limited } from '../http/transport.ts'
import { type Attempt, withSession } from '../session/with-session.ts'
import { type CallContext, post, renewable, withoutResult } from './api-call.ts'
import type { ChangesSummary, OnChange, ReadOptions, ReadVersions } from './changes.ts'
import { Reading } from './reading.ts'
import { resultOf } from './result-of.ts'

/**
 * Reads changed rows and hands them on one by one as they arrive; rows of an answer that turns out to be cut off or refused
 * at its end have been handed on by then, so nothing may be concluded from them before this is `ok`. What `onChange` throws
 * is thrown on.
 */
export function readChanges(
  context: CallContext,
  versions: ReadVersions,
  onChange: OnChange,
  { signal, onBytes }: ReadOptions = {},
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
    return answer.ok ? readAnswer(context, answer.value, new Reading(versions, onChange, onBytes)) : answer
  })
}

async function readAnswer(
  context: CallContext,
  answer: HttpAnswer,
  reading: Reading,
): Promise<Attempt<ChangesSummary>> {
  try {
    for await (const chunk of limited(answer.body, context.maxResponseBytes)) await reading.take(chunk)
    return conclude(reading)
  } catch (error) {
    return failureOfBroken(error)
  }
}

function conclude(reading: Reading): Attempt<ChangesSummary> {
  const envelope = Object.fromEntries(reading.finish())
  const result = resultOf(envelope)
  if (result === null && reading.total === 0) return withoutResult()
  if (result) return ok(reading.summary)
  const refusal = refusalOf(envelope)
  const error = failure(meaningOf(refusal) ?? 'malformed', refusal.message ?? 'Mahak gave no result', true)
  return reading.total === 0 ? renewable(error) : error
}
