import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { COMMAND, factRows, renderTable, TABLE } from './support/table.ts'

test('docs/mahak-conformance.md has the rows of the facts', async () => {
  const written = factRows(await readFile(TABLE, 'utf8').catch(() => ''))
  const wanted = factRows(renderTable(() => 'passed'))
  expect(written, `the facts have changed: run ${COMMAND} and commit the file`).toEqual(wanted)
})

test('no sentence is said twice', () => {
  const rows = factRows(renderTable(() => 'passed')).map((row) => row.split(' | ').slice(0, 2).join(' '))
  expect(rows.filter((row, index) => rows.indexOf(row) !== index)).toEqual([])
})
