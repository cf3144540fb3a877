import type { Examination, ShopSettings } from '../examination.ts'
import { type Finding, found, idOf } from '../finding.ts'
import type { Books } from '../reading/books.ts'

/** Whether everything is there that customers, orders and payments name in the books. */
export function judgeOffice(books: Books, { input }: Examination): Finding[] {
  return [
    ...(books.stores.size === 0 ? [found('store_none')] : []),
    ...(books.banks.size === 0 ? [found('bank_none')] : []),
    ...(books.cashes.size === 0 ? [found('cash_none')] : []),
    ...(books.groups.size === 0 ? [found('person_group_none')] : []),
    ...(books.persons === 0 ? [found('persons_none')] : []),
    ...unknownCodes(books, input.shop),
  ]
}

const unknownCodes = (books: Books, shop: ShopSettings): Finding[] => [
  ...unknown('SELLING_STORES', shop.sellingStores ?? [], books.stores),
  ...unknown('BANK_CODE_ZARINPAL', shop.bankCode === null ? [] : [shop.bankCode], books.banks),
  ...unknown('PERSON_GROUP_CODE', shop.personGroupCode === null ? [] : [shop.personGroupCode], books.groups),
]

const unknown = (setting: string, codes: readonly number[], names: ReadonlyMap<number, string>): Finding[] =>
  codes
    .filter((code) => !names.has(code))
    .map((code) => found('code_unknown', { setting, code: idOf(code), known: listOf(names) }))

const listOf = (names: ReadonlyMap<number, string>): string =>
  [...names].map(([code, name]) => `${code} ${name}`).join(', ')
