import { expect, test } from 'vitest'
import { entities, entityNames, entityOfList } from '../src/index.ts'

test('all 57 entities are known, each with its id among its fields and a version member of its own', () => {
  expect(entityNames).toHaveLength(57)
  for (const name of entityNames) expect(entities[name].fields.has(entities[name].idKey), name).toBe(true)
  expect(new Set(entityNames.map((name) => entities[name].versionMember)).size).toBe(57)
})

test('irregular names follow the reference', () => {
  expect(entities.People).toMatchObject({
    versionMember: 'fromPersonVersion',
    idKey: 'PersonId',
    clientIdKey: 'PersonClientId',
    codeKey: 'PersonCode',
  })
  expect(entities.VisitorPeople.versionMember).toBe('fromVisitorPersonVersion')
  expect(entities.Companies).toMatchObject({
    versionMember: 'fromCompanyVersion',
    idKey: 'CompanyInfoId',
    clientIdKey: null,
  })
  expect(entities.Regions).toMatchObject({ versionMember: 'fromRegionVersion', idKey: 'CityID', clientIdKey: null })
  expect(entities.MahakPays.versionMember).toBe('fromMahakPayVersion')
})

test('a list is found under every spelling the wire has for it', () => {
  expect(entityOfList('companies')).toBe('Companies')
  expect(entityOfList('Mahakpays')).toBe('MahakPays')
  expect(entityOfList('visitorPeople')).toBe('VisitorPeople')
  expect(entityOfList('DeliveryOrders')).toBeUndefined()
})

test('every row has the common fields', () => {
  for (const name of entityNames) {
    expect(entities[name].fields.get('RowVersion'), name).toBe('I')
    expect(entities[name].fields.get('Deleted'), name).toBe('b')
  }
})
