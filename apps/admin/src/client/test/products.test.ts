import type { AdminProductView } from '@hybrid-store/contracts'
import { newId } from '@hybrid-store/kernel'
import { expect, test } from 'vitest'
import { changesOf } from '../products/edit-form.tsx'
import { readNewProduct } from '../products/read-new-product.ts'
import { NO_VARIANT } from '../products/variant-row.tsx'

const form = (fields: Record<string, string>): FormData => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}
const product: AdminProductView = {
  id: newId('prd'),
  name: 'کیف',
  unit: 'عدد',
  description: 'چرم',
  tags: '',
  weight: 250,
  code: 12,
  visible: true,
  owners: { name: 'mahak', unit: 'mahak', description: 'both', tags: 'both', weight: 'both' },
  images: [],
  variants: [],
}
const texts = { name: 'کیف', categoryId: '', unit: 'عدد', description: '', tags: '', weight: '0' }

test('the form of a new product says its variants by the chosen option', () => {
  const data = form({
    ...texts,
    'value-0': 'آبی',
    'price-0': '1000',
    'value-1': 'سبز',
    'price-1': '2000',
    'barcode-1': '7',
  })
  expect(readNewProduct(data, [0, 1], 'رنگ')).toMatchObject({
    name: 'کیف',
    categoryId: null,
    variants: [
      { options: [{ name: 'رنگ', value: 'آبی' }], barcode: '', price: 1_000 },
      { options: [{ name: 'رنگ', value: 'سبز' }], barcode: '7', price: 2_000 },
    ],
  })
})

test('a product without variants is one, whatever rows were opened before', () => {
  const data = form({ ...texts, 'price-0': '1000' })
  expect(readNewProduct(data, [0, 1], NO_VARIANT).variants).toEqual([{ options: [], barcode: '', price: 1_000 }])
})

test('an edit tells only what differs', () => {
  expect(changesOf(product, form({ description: 'چرم', tags: 'نو', weight: '300' }))).toEqual({
    tags: 'نو',
    weight: 300,
  })
})
