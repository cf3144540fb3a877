import type { Database } from '@hybrid-store/database'
import type { MessageBus } from '@hybrid-store/messaging'
import { allowDeletions } from '@hybrid-store/sync-worker'
import { syncState } from '@hybrid-store/sync-worker/state'

export interface CommandContext {
  database: Database
  bus: MessageBus
  print(line: string): void
}

interface Command {
  name: string
  what: string
  /** Gives the exit status. */
  run(context: CommandContext, args: readonly string[]): Promise<number>
}

/** The operator's commands, by their words. */
export const COMMANDS: readonly Command[] = [
  { name: 'sync status', what: 'where the exchange with Mahak stands', run: showSyncStatus },
  {
    name: 'sync pull',
    what: 'read changes from Mahak now',
    run: (context) => ring(context, 'pull_sync_request', 'sync.pull'),
  },
  { name: 'sync push', what: 'send waiting orders and customers now', run: pushNow },
  { name: 'sync allow-deletions', what: '<entity>: let a stopped mass deletion happen', run: permitDeletions },
  { name: 'dead-letters list', what: 'messages that were given up, with the reason', run: listDeadLetters },
  {
    name: 'dead-letters replay',
    what: '<id>: try one again',
    run: (context, args) => onDeadLetter(context, args, 'replay', 'sent again'),
  },
  {
    name: 'dead-letters drop',
    what: '<id>: throw one away',
    run: (context, args) => onDeadLetter(context, args, 'drop', 'thrown away'),
  },
]

export const usage = (): string =>
  ['usage: npm run store -- <command>', ...COMMANDS.map(({ name, what }) => `  ${name.padEnd(22)}${what}`)].join('\n')

async function showSyncStatus({ database, print }: CommandContext): Promise<number> {
  const state = await syncState(database)
  print(
    state.account
      ? `account: ${state.account.title} (visitor ${state.account.visitorId}, ${state.account.creditDay ?? '?'} days left)`
      : 'account: not seen yet',
  )
  for (const pull of state.pulls)
    print(
      `pull ${pull.entity.padEnd(26)} safe ${pull.safeVersion}  seen ${pull.seenVersion}  rows ${pull.rowsTotal}  last ${pull.lastPullAt ?? 'never'}`,
    )
  for (const entry of state.waiting)
    print(
      `push ${entry.entity.padEnd(26)} ${entry.count} ${entry.state}, oldest ${Math.round(entry.oldestMs / 1000)} s`,
    )
  print(`uncertain sends: ${state.uncertain}`)
  for (const issue of state.issues)
    print(`issue ${issue.id} ${issue.entity} ${issue.recordId} ${issue.code}: ${issue.message} (${issue.count}×)`)
  return state.issues.length === 0 ? 0 : 1
}

async function ring(
  { bus, print }: CommandContext,
  queue: Parameters<MessageBus['publish']>[0],
  type: string,
): Promise<number> {
  await bus.publish(queue, { type, body: { reason: 'operator' } })
  print(`asked for: ${queue}`)
  return 0
}

async function pushNow(context: CommandContext): Promise<number> {
  await ring(context, 'customer_sync_request', 'sync.drain')
  return ring(context, 'order_sync_request', 'sync.drain')
}

async function listDeadLetters({ bus, print }: CommandContext): Promise<number> {
  const letters = await bus.deadLetters.list()
  for (const letter of letters)
    print(`${letter.id}  ${letter.queue}  ${letter.type}  attempt ${letter.attempt}  ${letter.reason}`)
  print(`${letters.length} dead letters`)
  return 0
}

async function onDeadLetter(
  { bus, print }: CommandContext,
  [id]: readonly string[],
  action: 'replay' | 'drop',
  done: string,
): Promise<number> {
  if (!id) {
    print(`name the dead letter: npm run store -- dead-letters ${action} <id>`)
    return 2
  }
  const found = await bus.deadLetters[action](id)
  print(found ? `${id} ${done}` : `there is no dead letter ${id}`)
  return found ? 0 : 1
}

async function permitDeletions({ database, print }: CommandContext, [entity]: readonly string[]): Promise<number> {
  if (!entity) {
    print('name the entity, as the issue does: npm run store -- sync allow-deletions Products')
    return 2
  }
  await allowDeletions(database, entity)
  print(`deletions of ${entity} are allowed for 15 minutes; the next pull applies them`)
  return 0
}
