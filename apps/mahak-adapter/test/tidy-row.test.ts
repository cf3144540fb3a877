import { type EntityName, type RowOf, readRow } from '@hybrid-store/mahak-client'
import { expect, test } from 'vitest'
import { tidyRow } from '../src/changes/tidy-row.ts'

function row<E extends EntityName>(entity: E, value: unknown): RowOf<E> {
  const read = readRow(entity, value)
  if ('bad' in read) throw new Error(read.bad.reason)
  return read.row
}

test('texts are tidied and what they were is kept, for changed fields only', () => {
  const tidied = tidyRow('Products', row('Products', { ProductId: 1, Name: 'شلوار كتان  مردانه  ', UnitName: 'عدد' }))
  expect(tidied).toMatchObject({
    Name: 'شلوار کتان مردانه',
    UnitName: 'عدد',
    _original: { Name: 'شلوار كتان  مردانه  ' },
  })
})

test('a row that is tidy already has no originals', () => {
  expect(tidyRow('Products', row('Products', { ProductId: 1, Name: 'شلوار', Tags: '' }))).not.toHaveProperty(
    '_original',
  )
})

test('addresses and hashes are left as they are', () => {
  const picture = row('Pictures', { PictureId: 1, Url: '/Images/a  كت.jpg', FileName: 'a  كت.jpg', Title: ' كت ' })
  expect(tidyRow('Pictures', picture)).toMatchObject({
    Url: '/Images/a  كت.jpg',
    FileName: 'a  كت.jpg',
    Title: 'کت',
    _original: { Title: ' كت ' },
  })
})
