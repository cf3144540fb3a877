import { TRANSPORT } from '../facts/1-transport.ts'
import { LOGIN } from '../facts/2-login.ts'
import { READING } from '../facts/3-reading.ts'
import { ENTITIES } from '../facts/4-entities.ts'
import { WRITING } from '../facts/5-writing.ts'
import { DISPUTES } from '../facts/6-disputes.ts'
import { PICTURES } from '../facts/7-pictures.ts'
import { PITFALLS } from '../facts/9-pitfalls.ts'
import { APPENDIX } from '../facts/appendix.ts'
import { type Fact, sectionOf } from './facts.ts'

export const TABLE = new URL('../../../../../docs/mahak-conformance.md', import.meta.url)
export const COMMAND = 'npm run conformance'

interface Part {
  title: string
  file: string
  facts: Readonly<Record<string, Fact>>
}

const PARTS: readonly Part[] = [
  { title: 'Transport', file: '1-transport', facts: TRANSPORT },
  { title: 'Login', file: '2-login', facts: LOGIN },
  { title: 'Reading', file: '3-reading', facts: READING },
  { title: 'Entities', file: '4-entities', facts: ENTITIES },
  { title: 'Writing', file: '5-writing', facts: WRITING },
  { title: 'Disputes', file: '6-disputes', facts: DISPUTES },
  { title: 'Pictures', file: '7-pictures', facts: PICTURES },
  { title: 'Pitfalls', file: '9-pitfalls', facts: PITFALLS },
  { title: 'All entities', file: 'appendix', facts: APPENDIX },
]

/** Ids of the facts that have a test. */
export const testedFacts = (): string[] =>
  PARTS.flatMap(({ facts }) => Object.keys(facts).filter((id) => !facts[id]?.untested))

const INTRODUCTION = `# Conformance to Mahak's API v3

What is known of Mahak's API, fact by fact, and the test that shows each at the simulator over plain HTTP. Written by
\`${COMMAND}\`; the section is that of the API reference. How sure a fact is: \`[SW]\` Mahak's Swagger, \`[CAP]\` captured
traffic, \`[OFF]\` an official client, \`[N×]\` N other clients, \`[INF]\` inferred. A fact marked "default" is one of several
answers to an open question; the others are reached by the switch that is named. To find a test, search its file for
its name.
`

/** The document; `resultOf` tells how the test of a fact ended. */
export function renderTable(resultOf: (id: string) => string): string {
  const all = PARTS.flatMap(({ facts }) => Object.values(facts))
  const untested = all.filter((fact) => fact.untested).length
  const passed = testedFacts().filter((id) => resultOf(id) === 'passed').length
  const count = `${all.length} facts: ${passed} passed, ${all.length - untested - passed} failed, ${untested} without a test.\n`
  return [INTRODUCTION, count, ...PARTS.map((part) => renderPart(part, resultOf))].join('\n')
}

function renderPart({ title, file, facts }: Part, resultOf: (id: string) => string): string {
  const rows = Object.entries(facts).map(([id, { says, certainty, untested }]) => {
    const [test, result] = untested ? [`none: ${untested}`, '–'] : [`\`${id}\``, resultOf(id)]
    return `| ${sectionOf(id)} | ${says} | ${certainty} | ${test} | ${result} |`
  })
  const link = `[${file}.test.ts](../simulators/mahak/test/conformance/${file}.test.ts)`
  const head = `## ${title}\n\nTests: ${link}\n\n| section | fact | certainty | test | result |\n|---|---|---|---|---|`
  return `${head}\n${rows.join('\n')}\n`
}

/** The rows of a document without their results. */
export const factRows = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| §') || line.startsWith('| Appendix'))
    .map((line) => line.slice(0, line.lastIndexOf('|', line.length - 2)))
