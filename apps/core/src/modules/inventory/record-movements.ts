import type { Tx } from '@hybrid-store/database'
import { type Movement, writeMovements } from './levels.repository.ts'

/**
 * The only way in which levels change. Callers hold the locks of the levels (`lockLevels`) and have checked what is free;
 * the guard of the statement stays as the last line against overselling, so a movement that it refuses is a bug and throws.
 */
export async function recordMovements(tx: Tx, movements: readonly Movement[]): Promise<void> {
  if (movements.length === 0) return
  const written = await writeMovements(tx, movements)
  if (written !== movements.length)
    throw new Error(
      `${movements.length - written} of ${movements.length} stock movements were refused: level not locked`,
    )
}
