import type { CustomerView } from '@hybrid-store/contracts'
import { formatMobile } from '@hybrid-store/ui'
import type { FormValues } from '../../http/forms.ts'

/** What the form knows of the customer before anything is typed. */
export function firstValues(customer: CustomerView | null): FormValues {
  if (!customer) return {}
  return {
    receiverName: `${customer.firstName} ${customer.lastName}`.trim(),
    mobile: formatMobile(customer.mobile),
  }
}
