import { APPENDIX } from './appendix.ts'
import { defineEntities, type Entity } from './definition.ts'

export { SAVE_ORDER } from './appendix.ts'
export type { Entity, Link, WireRow } from './definition.ts'

/** All 57, in the order of GetAllData's answer. */
export const ENTITIES: readonly Entity[] = defineEntities(APPENDIX)

const byList = new Map(ENTITIES.map((entity) => [entity.list.toLowerCase(), entity]))

/** The entity whose list has this name in any case; undefined if there is none. */
export const findEntity = (list: string): Entity | undefined => byList.get(list.toLowerCase())

/** The entity of a name that the code itself writes; throws on a misspelling. */
export function entityOf(list: string): Entity {
  const entity = findEntity(list)
  if (!entity) throw new Error(`there is no entity ${list}`)
  return entity
}
