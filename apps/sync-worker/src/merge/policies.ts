import { type ChosenOwners, type FieldOwner, productOwners } from '@hybrid-store/contracts'
import type { AddressFields } from '../data-transformer/address-fields.ts'
import type { PersonFields } from '../data-transformer/person-fields.ts'
import type { ProductFields } from '../data-transformer/product-fields.ts'
import type { Fields, Ownership, Policy } from './three-way.ts'

/** What a chosen owner means: where both may write and did, the store's word holds, for it was said later or on purpose. */
const ownershipOf = (owner: FieldOwner): Ownership => (owner === 'both' ? { owner, tie: 'store' } : { owner })

/** Who owns which field of goods in this shop; whatever is not named here is Mahak's and never sent. */
export function productPolicy(chosen: ChosenOwners): Policy<ProductFields> {
  const owners = productOwners(chosen)
  return {
    name: ownershipOf(owners.name),
    unit: ownershipOf(owners.unit),
    description: ownershipOf(owners.description),
    tags: ownershipOf(owners.tags),
    weight: ownershipOf(owners.weight),
  }
}

/** The policy with the owners that were chosen by setting instead of its own. */
function withChosen<Doc extends Fields<Doc>>(record: string, policy: Policy<Doc>, chosen: ChosenOwners): Policy<Doc> {
  const next: { [Field in keyof Doc]: Ownership } = { ...policy }
  for (const field in policy) {
    const owner = chosen.get(`${record}.${field}`)
    // A two-way field keeps its own tie.
    if (owner && owner !== policy[field].owner) next[field] = ownershipOf(owner)
  }
  return next
}

/** Who owns which field of a customer in this shop. */
export const personPolicyOf = (chosen: ChosenOwners): Policy<PersonFields> =>
  withChosen('customer', personPolicy, chosen)

/**
 * Who owns which field of a customer unless somebody has chosen otherwise. What customers enter themselves they know better; what stands on invoices the
 * accountant does. What the books alone decide is never sent.
 */
export const personPolicy: Policy<PersonFields> = {
  mobile: { owner: 'both', tie: 'store' },
  firstName: { owner: 'both', tie: 'store' },
  lastName: { owner: 'both', tie: 'store' },
  email: { owner: 'both', tie: 'store' },
  phone: { owner: 'both', tie: 'store' },
  nationalCode: { owner: 'both', tie: 'mahak' },
  organization: { owner: 'both', tie: 'mahak' },
  legal: { owner: 'both', tie: 'mahak' },
  groupId: { owner: 'mahak' },
  priceLevel: { owner: 'mahak' },
  discountPercent: { owner: 'mahak' },
  credit: { owner: 'mahak' },
  balance: { owner: 'mahak' },
}

/** Who owns which field of an address, in the terms of the books. */
export const addressPolicy: Policy<AddressFields> = {
  title: { owner: 'both', tie: 'store' },
  mobile: { owner: 'both', tie: 'store' },
  address: { owner: 'both', tie: 'store' },
  postalCode: { owner: 'both', tie: 'store' },
  cityId: { owner: 'both', tie: 'store' },
  isDefault: { owner: 'both', tie: 'store' },
  deleted: { owner: 'both', tie: 'mahak' },
}
