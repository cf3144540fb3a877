import type { Fact } from '../support/facts.ts'
import { APPENDIX_A } from './appendix-a.ts'

export type MemberType = 'i' | 'I' | 'd' | 's' | 'b' | 't'

export interface Entity {
  list: string
  idField: string
  types: ReadonlyMap<string, MemberType>
  /** The members whose order is known, the common ones among them. */
  order: readonly string[]
}

const COMMON = ['Deleted', 'DataHash', 'CreateDate', 'UpdateDate', 'CreateSyncId', 'UpdateSyncId', 'RowVersion']
const commonOf = (list: string): string[] => (list === 'Regions' ? ['RowVersion'] : COMMON)

const TYPES: Record<string, MemberType> = { i: 'i', I: 'I', d: 'd', s: 's', b: 'b', t: 't' }

function parseMembers(text: string | undefined): [name: string, type: MemberType][] {
  return (text?.split(', ') ?? []).map((member) => {
    const [name = '', letter = ''] = member.split(' ')
    const type = TYPES[letter.replace('+', '')]
    if (!type) throw new Error(`no type of a member: ${member}`)
    return [name, type]
  })
}

/** The entities of Appendix A by the id of their fact. */
export const ENTITY_OF: ReadonlyMap<string, Entity> = new Map(
  APPENDIX_A.map(({ list, ordered, others }) => {
    const [before, after] = (ordered?.split(' | ') ?? []).map(parseMembers)
    const members = [...(before ?? []), ...(after ?? []), ...parseMembers(others)]
    const names = (part: typeof before) => part?.map(([name]) => name) ?? []
    return [
      `A-${list}`,
      {
        list,
        idField: members[0]?.[0] ?? '',
        types: new Map(members),
        order: before ? [...names(before), ...commonOf(list), ...names(after)] : [],
      },
    ]
  }),
)

/** Members every row of the list has besides its own. */
export const commonMembers = commonOf

const UNTESTED: Record<string, string> = {
  OrderTaxStatuses: 'neither a client nor an act of the desktop makes such rows; the list itself is in 3.1-57-versions',
}

const toFact = ({ list, certainty, ordered, others }: (typeof APPENDIX_A)[number]): Fact => {
  const members = [ordered?.replace(' | ', ', '), others].filter(Boolean).join(', ').split(', ')
  const wire = members.filter((member) => member.endsWith('+')).map((member) => member.split(' ')[0])
  const wireOnly = wire.length > 0 ? `; not in Swagger: ${wire.join(', ')}` : ''
  const known = ordered ? ', keys in the known order' : ''
  const untested = UNTESTED[list]
  const says = `${list}: ${members.length} own members with their types${known}${wireOnly}`
  return { certainty, says, ...(untested ? { untested } : {}) }
}

/** Appendix A: one fact per entity. */
export const APPENDIX: Readonly<Record<string, Fact>> = Object.fromEntries(
  APPENDIX_A.map((entity) => [`A-${entity.list}`, toFact(entity)]),
)
