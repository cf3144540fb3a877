import type { AddressFields } from '../data-transformer/address-fields.ts'
import type { PersonFields } from '../data-transformer/person-fields.ts'
import type { Policy } from './three-way.ts'

/**
 * Who owns which field of a customer. What customers enter themselves they know better; what stands on invoices the
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
