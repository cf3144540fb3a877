import { expect, test } from 'vitest'
import { textOf } from '../src/bundle.ts'
import { MUTANTS } from '../src/mutants.ts'
import { SHORTER_WAITS } from '../src/replacements.ts'

const named = [...SHORTER_WAITS, ...MUTANTS.flatMap((mutant) => mutant.replacements)]

test.each(named)('the text that $name replaces in $file is there exactly once', async (replacement) => {
  expect(await textOf(replacement.file, [replacement])).toContain(replacement.replacement)
})
