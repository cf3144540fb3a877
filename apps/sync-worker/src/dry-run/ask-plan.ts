import { addToOutbox, type Database } from '@hybrid-store/database'
import { insertAudit } from '../operator/audit.repository.ts'
import { insertPlan } from './plan.repository.ts'

/** Lets the worker find out what an exchange would do now; gives the number of the plan that will tell. */
export function askPlan(db: Database, who: string): Promise<number> {
  return db.transaction(async (tx) => {
    const planId = await insertPlan(tx, who)
    await insertAudit(tx, who, 'dry_run', [{ entity: 'plan', recordId: String(planId), before: {}, after: {} }])
    await addToOutbox(tx, 'reconcile_sync_request', { type: 'sync.dry_run', body: { planId } })
    return planId
  })
}
