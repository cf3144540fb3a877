import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { TestModule } from 'vitest/node'
import { renderTable, TABLE, testedFacts } from './support/table.ts'

/** A reporter that writes docs/mahak-conformance.md from the results of a run of all conformance tests. */
export default class ConformanceTable {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const results = new Map(tests.map((test) => [test.meta().fact, test.result().state]))
    const missing = testedFacts().filter((id) => !results.has(id))
    if (missing.length > 0) {
      console.error(`The table was not written, because these did not run: ${missing.join(', ')}`)
      return
    }
    writeFileSync(
      TABLE,
      renderTable((id) => results.get(id) ?? 'skipped'),
    )
    console.log(`Wrote ${fileURLToPath(TABLE)}`)
  }
}
