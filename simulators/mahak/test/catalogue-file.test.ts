import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { testDatabase } from '@hybrid-store/test-kit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCatalogueFile } from '../src/catalogue/read-catalogue-file.ts'
import { createMahakSimulator } from '../src/index.ts'
import { SMALL, silent, startSimulator } from './support/simulator.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'catalogue-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function fileWith(text: string): Promise<string> {
  const file = path.join(folder, `${Math.random()}.txt`)
  await writeFile(file, text)
  return file
}

const WOO = `\uFEFFID,Type,SKU,Name,Published,"Short description",Description,"In stock?",Stock,"Sale price","Regular price",Categories,Images,Parent,"Attribute 1 name","Attribute 1 value(s)","Attribute 2 name","Attribute 2 value(s)"
10,simple,MUG-1,"ماگ سرامیکی",1,,"خط یک
خط دو, با ویرگول",1,12,,250000,"خانه > آشپزخانه, خانه",https://shop.test/a.jpg,,,,,
11,variable,SHIRT,پیراهن کتان,1,,,1,,,,پوشاک > پیراهن,"https://shop.test/b.jpg, https://shop.test/c.jpg",,رنگ,"مشکی, سفید",سایز,"M, L"
12,variation,SHIRT-B-M,پیراهن کتان - مشکی,1,,,1,3,450000,500000,,,id:11,رنگ,مشکی,سایز,M
13,variation,SHIRT-W-L,پیراهن کتان - سفید,1,,,1,,,"۵۰۰٬۰۰۰",,,SHIRT,رنگ,سفید,سایز,L
14,grouped,SET,ست هدیه,1,,,1,,,,خانه,,,,,,
15,simple,BAD,قیمت غلط,1,,,1,1,,رایگان,خانه,,,,,,
16,variation,ORPHAN,بی‌پدر,1,,,1,1,,1000,,,id:999,رنگ,آبی,,
17,simple,NOPRICE,بی‌قیمت,1,,,1,1,,,خانه,,,,,,
18,simple,DRAFT,پیش‌نویس,-1,,,1,5,,1000,خانه,,,,,,
`

describe('a product export of WooCommerce', () => {
  const { catalogue, skipped } = readCatalogueFile(WOO, 'toman')
  const product = (name: string) => catalogue.products.find((candidate) => candidate.name === name)

  test('a simple product comes with its deepest category, description of several lines and price in Rial', () => {
    expect(product('ماگ سرامیکی')).toMatchObject({
      category: 'خانه > آشپزخانه',
      description: 'خط یک\nخط دو, با ویرگول',
      pictures: 1,
      variants: [{ properties: {}, prices: [2_500_000], barcode: 'MUG-1', stock: { 'انبار مرکزی': 12 } }],
    })
  })

  test('variations find their product by id or SKU; the sale price counts; uncounted stock is ample', () => {
    expect(product('پیراهن کتان')).toMatchObject({
      pictures: 2,
      variants: [
        { properties: { رنگ: 'مشکی', سایز: 'M' }, prices: [4_500_000], stock: { 'انبار مرکزی': 3 } },
        { properties: { رنگ: 'سفید', سایز: 'L' }, prices: [5_000_000], stock: { 'انبار مرکزی': 100 } },
      ],
    })
  })

  test('what is not published is kept but assigned to nobody', () => {
    expect(product('پیش‌نویس')?.visitors).toEqual([])
  })

  test('rows that cannot be used are told with line and reason', () => {
    expect(skipped).toEqual([
      { line: 7, reason: 'type "grouped" is not supported' },
      { line: 8, reason: 'the price is no number' },
      { line: 9, reason: 'no product has the parent "id:999"' },
      { line: 10, reason: 'no price' },
    ])
  })

  test('prices are taken as Rial if told', () => {
    expect(readCatalogueFile(WOO, 'rial').catalogue.products[0]?.variants[0]?.prices).toEqual([250_000])
  })

  test('it fills a new simulator, which says what it left out, also after a restart', async () => {
    const file = await fileWith(WOO)
    const db = await testDatabase()
    const mahak = await startSimulator({ catalogue: { kind: 'file', path: file } }, db)
    const { Products, ProductDetails } = await mahak.read({ fromProductVersion: 0, fromProductDetailVersion: 0 })
    expect(Products?.map((row) => row.Name).toSorted()).toEqual(['ماگ سرامیکی', 'پیراهن کتان'].toSorted())
    expect(ProductDetails?.map((row) => row.Price1).toSorted()).toEqual([2_500_000, 4_500_000, 4_500_000, 5_000_000])
    await mahak.close()
    const again = await startSimulator({ catalogue: { kind: 'demo' } }, db)
    expect(await (await again.call('/desktop/api/state')).json()).toMatchObject({
      rows: { Products: { total: 3 } },
      skipped,
    })
    await again.stop()
  })
})

describe('a catalogue in JSON', () => {
  test('the README’s example is taken whole', async () => {
    const { catalogue, skipped } = readCatalogueFile(await readFile(SMALL.path, 'utf8'), 'toman')
    expect(skipped).toEqual([])
    expect(catalogue.products.map((product) => product.variants.length)).toEqual([2, 1, 1])
  })

  const one = { name: 'کالا', category: 'گروه', variants: [{ prices: [1000] }] }

  test('good products are taken, others told by their place with the member that is wrong', () => {
    const text = JSON.stringify({
      products: [one, { ...one, name: '' }, { ...one, variants: [] }, 7, { ...one, colour: 1 }],
    })
    const { catalogue, skipped } = readCatalogueFile(text, 'toman')
    expect(catalogue.products).toHaveLength(1)
    expect(skipped.map((row) => row.line)).toEqual([2, 3, 4, 5])
    expect(skipped[0]?.reason).toMatch(/^name: /)
    expect(skipped[1]?.reason).toMatch(/^variants: /)
    expect(skipped[3]?.reason).toContain('colour')
  })

  test('the shop around the goods can be given', async () => {
    const shop = { visitors: [{ userName: 'web', password: 'geheim', title: 'وب' }], stores: ['تنها انبار'] }
    const file = await fileWith(
      JSON.stringify({ shop, products: [{ ...one, variants: [{ prices: [1000], stock: { 'تنها انبار': 3 } }] }] }),
    )
    const mahak = await startSimulator({ catalogue: { kind: 'file', path: file } })
    expect((await mahak.rows('Visitors')).map((row) => row.Username)).toEqual(['web'])
    expect((await mahak.rows('ProductDetailStoreAssets')).map((row) => row.Count1)).toEqual([3])
    await mahak.stop()
  })
})

describe('a file that is no catalogue', () => {
  test.each(['', 'سلام', '{"a":1}', '{', 'ID,SKU\n1,2'])(
    '%s stops the start and leaves nothing half loaded',
    async (text) => {
      const file = await fileWith(text)
      const db = await testDatabase()
      const options = { databaseUrl: db.url, port: 0, logger: silent }
      await expect(createMahakSimulator({ ...options, catalogue: { kind: 'file', path: file } })).rejects.toThrow()
      const mahak = await startSimulator({ catalogue: SMALL }, db)
      expect(await mahak.rows('Products')).toHaveLength(3)
      await mahak.stop()
    },
  )

  test('any lines under the header of an export are read or told, never thrown', () => {
    const header = WOO.slice(0, WOO.indexOf('\n'))
    const cell = fc.oneof(fc.string(), fc.constantFrom('simple', 'variable', 'variation', '"', 'id:1', '1'))
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 18 }), { maxLength: 20 }), (lines) => {
        const text = `${header}\n${lines.map((cells) => cells.join(',')).join('\n')}`
        const { catalogue, skipped } = readCatalogueFile(text, 'toman')
        expect(catalogue.products.every((product) => product.variants.length > 0)).toBe(true)
        expect(skipped.every((row) => row.line > 0 && row.reason !== '')).toBe(true)
      }),
    )
  })
})
