import type { Tx } from '@hybrid-store/database'
import { updateNameIfMissing } from './customers.repository.ts'
import { splitName } from './split-name.ts'

/** Gives a customer without any name that of the receiver of an order; a name the customer chose is never replaced. */
export async function fillMissingName(tx: Tx, customerId: string, receiverName: string): Promise<void> {
  await updateNameIfMissing(tx, customerId, splitName(receiverName))
}
