import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstOf, type Row, SMALL, startSimulator, type TestSimulator } from './support/simulator.ts'

let mahak: TestSimulator
let token: string
beforeAll(async () => {
  mahak = await startSimulator({ catalogue: SMALL })
  token = await mahak.login()
})
afterAll(() => mahak.stop())

const look = async (path: string, authorization = token) => {
  const answer = await mahak.call(`/API/v3/Lookup/${path}`, { headers: { authorization } })
  return { status: answer.status, body: await answer.json() }
}

describe('§1.1 Lookup', () => {
  let product: Row
  let person: Row
  beforeAll(async () => {
    const lists = await mahak.read({ fromProductVersion: 0, fromPersonVersion: 0 })
    product = firstOf(lists.Products)
    person = firstOf(lists.People)
  })

  test('a product and a person are given as the row that GetAllData gives', async () => {
    expect((await look(`GetProductInfo?productId=${product.ProductId}`)).body).toEqual({ Result: true, Data: product })
    expect((await look(`getpersoninfo?PERSONID=${person.PersonId}`)).body).toEqual({ Result: true, Data: person })
  })

  test.each(['product', 'Product', '102'])('any row is found by its type %s and id', async (type) => {
    expect((await look(`Get/${type}/${product.ProductId}`)).body).toEqual({ Result: true, Data: product })
  })

  test('a row of another visitor, an unknown one and an unknown type are refused with Result false', async () => {
    const seen = (await mahak.read({ fromProductVersion: 0 })).Products?.map((row) => row.ProductId)
    const hidden = firstOf((await mahak.rows('Products')).filter((row) => !seen?.includes(row.ProductId ?? 0)))
    for (const path of [`Get/Product/${hidden.ProductId}`, 'GetProductInfo?productId=1', 'Get/CostCenter/1'])
      expect(await look(path)).toEqual({ status: 200, body: { Result: false, Message: expect.any(String) } })
  })

  test.each(['GetProductInfo', 'GetPersonInfo?personId=', 'GetProductInfo?productId=x', 'Get/Product/99999999999'])(
    '%s has no id and is refused',
    async (path) => {
      expect(await look(path)).toMatchObject({ status: 400, body: { Result: false } })
    },
  )

  test('without a valid token it is 401', async () => {
    expect(await look('GetProductInfo?productId=1', 'x')).toEqual({ status: 401, body: { message: 'Unauthorized' } })
  })
})
