import type { Command } from './command.ts'
import { disputeEntity, dryRun, repairChosen, showDrift } from './compare-commands.ts'
import { dropDeadLetter, listDeadLetters, replayDeadLetter } from './dead-letter-commands.ts'
import { doctorMahak } from './doctor-command.ts'
import { ignoreIssue, listIssues, retryChosen, showRecord } from './issue-commands.ts'
import { explainStock } from './stock-commands.ts'
import { permitDeletions, pullNow, pushNow, reconcileNow, showSyncStatus } from './sync-commands.ts'
import { withStore } from './with-store.ts'

/** The operator's commands, by their words. Those made `withStore` want a running one. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'doctor mahak',
    what: 'examine the way to Mahak and what the shop sees there',
    help: [
      'Reads MAHAK_BASE_URL, MAHAK_USERNAME, MAHAK_PASSWORD and the rest of the environment as the store does, changes',
      'nothing, and wants no running store. --json gives the findings as JSON, without secrets, for support.',
      'Exit status: 0 all is well, 1 warnings, 2 errors.',
    ].join('\n'),
    run: doctorMahak,
  },
  {
    name: 'sync status',
    what: 'where the exchange with Mahak stands',
    help: 'Exit status 1 if there are open issues.',
    run: withStore(showSyncStatus),
  },
  { name: 'sync pull', what: 'read changes from Mahak now', run: withStore(pullNow) },
  { name: 'sync push', what: 'send waiting orders and customers now', run: withStore(pushNow) },
  {
    name: 'sync allow-deletions',
    parameter: '<entity>',
    what: 'let a stopped mass deletion happen',
    help: 'Name the entity as the issue does, for example Products.',
    run: withStore(permitDeletions),
  },
  {
    name: 'sync issues',
    what: 'what needs a person, by kind; all of a kind with its words',
    help: 'sync issues <entity> <code> [field] lists the records of one kind. Exit status 1 if there are any.',
    run: withStore(listIssues),
  },
  {
    name: 'sync retry',
    parameter: '<id…>',
    what: 'try the records of these issues again',
    help: 'Or all of a kind: sync retry <entity> <code> [field], as `sync issues` shows them.',
    run: withStore(retryChosen),
  },
  {
    name: 'sync ignore',
    parameter: '<id> <until> <note…>',
    what: 'set an issue aside until a day (2027-01-31) or a change',
    run: withStore(ignoreIssue),
  },
  {
    name: 'sync record',
    parameter: '<kind> <id>',
    what: 'the story of one order, customer or address',
    help: 'Its state, issues, the last calls to Mahak (personal data hidden) and what operators did, as JSON.',
    run: withStore(showRecord),
  },
  { name: 'sync reconcile', what: 'read everything and compare it now', run: withStore(reconcileNow) },
  {
    name: 'sync drift',
    what: 'where shop and books differ, by the last compare',
    help: 'sync drift [entity] [missing_here|missing_there|differs]. Exit status 1 if there is any.',
    run: withStore(showDrift),
  },
  {
    name: 'sync repair',
    parameter: '<id…>',
    what: 'mend differences that sync drift lists',
    help: 'Or all of a kind: sync repair <entity> <class>. Mahak’s rows are taken over again, own documents sent again.',
    run: withStore(repairChosen),
  },
  {
    name: 'sync dispute',
    parameter: '<entity>',
    what: 'let Mahak send what it has otherwise; shows first what is told',
    help: [
      'sync dispute Products shows, sync dispute Products now does. Ids after that are sent again whatever their version.',
      'sync dispute Orders codes compares the numbers of orders instead.',
    ].join('\n'),
    run: withStore(disputeEntity),
  },
  {
    name: 'sync dry-run',
    what: 'what an exchange would do now, without doing it',
    help: 'Exit status 1 if there is something to know before: a mass deletion, rows that cannot be used.',
    run: withStore(dryRun),
  },
  {
    name: 'stock explain',
    parameter: '<variant>',
    what: 'where the stock of a variant comes from',
    help: 'By its id (var_…) or barcode: Mahak’s figure by store, sales not yet in it, reservations, safety stock.',
    run: withStore(explainStock),
  },
  {
    name: 'dead-letters list',
    what: 'messages that were given up, with the reason',
    run: withStore(listDeadLetters),
  },
  { name: 'dead-letters replay', parameter: '<id>', what: 'try one again', run: withStore(replayDeadLetter) },
  { name: 'dead-letters drop', parameter: '<id>', what: 'throw one away', run: withStore(dropDeadLetter) },
]
