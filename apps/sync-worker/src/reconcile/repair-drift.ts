import type { SyncDriftChoice } from '@hybrid-store/contracts'
import { type Database, type Sql, sql, type Tx } from '@hybrid-store/database'
import { type Deed, insertAudit } from '../operator/audit.repository.ts'
import { ringDrains, ringReading } from '../operator/ring.ts'
import { applyAgain, deleteHere, sendAgain } from './repair.repository.ts'
import { type ChosenDrift, type Repair, repairOf } from './repair-rule.ts'

/**
 * Mends what differs, by the rule of its kind, through the ways everything takes: rows become pending, records dirty. Asked
 * twice it is done once; the next compare that finds both sides equal closes the rows. Deletions pass the guard against mass
 * deletions like any others. Gives the number of rows.
 */
export function repairDrift(db: Database, choice: SyncDriftChoice, who: string): Promise<number> {
  return db.transaction(async (tx) => {
    const chosen = await markRepaired(tx, choice)
    const by = (repair: Repair) => chosen.filter((drift) => repairOf(drift) === repair)
    await applyAgain(tx, by('apply'))
    await deleteHere(tx, by('delete'))
    await sendAgain(tx, by('send'))
    await insertAudit(tx, who, 'repair', chosen.map(deedOf))
    if (by('send').length > 0) await ringDrains(tx, ['order'])
    if (by('apply').length + by('delete').length > 0) await ringReading(tx)
    return chosen.length
  })
}

const markRepaired = (tx: Tx, choice: SyncDriftChoice): Promise<ChosenDrift[]> =>
  tx.rows(sql`
    with chosen as materialized (
      select id from sync.drift where ${isChosen(choice)} and closed_at is null and repaired_at is null
      order by id for update
    )
    update sync.drift d set repaired_at = now() from chosen where d.id = chosen.id
    returning d.id, d.account_id as "accountId", d.entity, d.record_id as "recordId", d.mahak_id as "mahakId",
      d.local_id as "localId", d.class, d.field`)

const isChosen = (choice: SyncDriftChoice): Sql =>
  'drifts' in choice
    ? sql`id = any(${choice.drifts}::bigint[])`
    : sql`entity = ${choice.kind.entity} and class = ${choice.kind.class}
        and id in (select id from sync.standing_drift)`

const deedOf = (drift: ChosenDrift): Deed => ({
  entity: drift.entity,
  recordId: drift.recordId,
  before: { drift: drift.id, class: drift.class, field: drift.field },
  after: { repair: repairOf(drift) },
})
