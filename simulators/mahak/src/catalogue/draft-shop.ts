import { sql, type Tx } from '@hybrid-store/database'
import { md5 } from '../api/token.ts'
import type { Draft } from '../store/write-rows.ts'
import type { Shop } from './catalogue.ts'
import { draftRows } from './drafts.ts'
import { REGIONS, SETTINGS } from './shop-constants.ts'

/** What a shop has besides its goods: visitors with their logins, stores, banks, cash, price levels, groups, settings. */
export async function draftShop(tx: Tx, shop: Shop): Promise<Draft[]> {
  const stores = await draftRows(tx, 'Stores', coded('Store', shop.stores))
  const banks = await draftRows(
    tx,
    'Banks',
    coded('Bank', shop.banks).map((bank) => ({ ...bank, BankName: `${bank.Name} شعبه مرکزی` })),
  )
  const cashes = await draftRows(
    tx,
    'Cashes',
    coded('Cash', shop.cashes).map((cash) => ({ ...cash, CurrCode: 1, CurrRate: 1 })),
  )
  const groups = await draftRows(tx, 'PersonGroups', coded('PersonGroup', shop.personGroups))
  const visitors = await draftRows(tx, 'Visitors', shop.visitors.map(toVisitor))
  await keepLogins(tx, shop, visitors)
  const plain = [
    ...(await draftRows(
      tx,
      'Settings',
      SETTINGS.map(([SettingCode, Value]) => ({ SettingCode, Value })),
    )),
    ...(await draftRows(tx, 'CostLevelNames', coded('CostLevelName', shop.priceLevels))),
    ...(await draftRows(tx, 'Units', coded('Unit', ['عدد', 'جفت', 'بسته']))),
    ...(await draftRows(tx, 'Currencies', [
      { CurrencyCode: 1, Name: 'ریال', Country: 'ایران', Amount: 1, Symbol: 'IRR', IsBase: true },
    ])),
    ...(await draftRows(
      tx,
      'Regions',
      REGIONS.map(([CityName, ProvinceName, ProvinceID]) => ({ CityName, ProvinceID, ProvinceName })),
    )),
  ]
  return [
    ...plain,
    ...stores,
    ...banks,
    ...cashes,
    ...groups,
    ...visitors,
    ...(await draftRows(tx, 'VisitorBanks', pairs(visitors, banks, 'BankId'))),
    ...(await draftRows(tx, 'VisitorCashes', pairs(visitors, cashes, 'CashId'))),
    ...(await draftPeople(tx, shop, groups, visitors)),
  ]
}

const coded = (entity: string, names: readonly string[]) =>
  names.map((Name, index) => ({ [`${entity}Code`]: index + 1, Name }))

const pairs = (visitors: readonly Draft[], others: readonly Draft[], member: string) =>
  visitors.flatMap((visitor) => others.map((other) => ({ [member]: other.id, VisitorId: visitor.id })))

const toVisitor = (visitor: Shop['visitors'][number], index: number) => ({
  VisitorCode: index + 7,
  Name: visitor.title,
  Username: visitor.userName,
  Password: '***',
  Mobile: '',
  StoreCode: 1,
  CashCode: 1,
  BankCode: 1,
  SelectedPriceLevels: '',
  HasPriceAccess: true,
  VisitorType: 1,
  IsActive: true,
  DeviceId: '',
  Color: '',
})

async function keepLogins(tx: Tx, shop: Shop, visitors: readonly Draft[]): Promise<void> {
  await tx.run(sql`
    insert into mahak.login (user_name, visitor_id, password_md5, title)
    select * from unnest(${shop.visitors.map((v) => v.userName)}::text[], ${visitors.map((v) => v.id)}::int[],
      ${shop.visitors.map((v) => md5(v.password))}::text[], ${shop.visitors.map((v) => v.title)}::text[])`)
}

async function draftPeople(tx: Tx, shop: Shop, groups: readonly Draft[], visitors: readonly Draft[]): Promise<Draft[]> {
  const people = await draftRows(
    tx,
    'People',
    shop.people.map((person, index) => ({
      PersonCode: index + 1,
      PersonGroupId: groups[0]?.id ?? null,
      FirstName: person.firstName,
      LastName: person.lastName,
      Mobile: person.mobile,
      PersonGroupCode: 1,
    })),
  )
  const first = visitors[0]?.id ?? 0
  const links = await draftRows(
    tx,
    'VisitorPeople',
    people.map((person) => ({ PersonId: person.id, VisitorId: first })),
  )
  return [...people, ...links]
}
