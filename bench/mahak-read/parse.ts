import { readFileSync } from 'node:fs'

// The least that reading can cost: one JSON.parse of the whole answer, memory no object.
const [file = ''] = process.argv.slice(2)
const bytes = readFileSync(file)
const started = performance.now()
const text = bytes.toString('utf8')
const decoded = performance.now()
const before = process.cpuUsage()
JSON.parse(text)
const parsed = performance.now()
const { user, system } = process.cpuUsage(before)
process.send?.({
  decodeSeconds: (decoded - started) / 1000,
  parseSeconds: (parsed - decoded) / 1000,
  parseCpuSeconds: (user + system) / 1e6,
})
