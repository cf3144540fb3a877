// npm test: installs what is missing, builds the pages, runs every test and ends with `N passed, N failed, N skipped`.
import { spawn } from 'node:child_process'
import process from 'node:process'
import { buildPages } from './build-pages.mjs'
import { ensureInstalled, root } from './ensure-installed.mjs'

process.chdir(root)
ensureInstalled()
buildPages()

const suites = [
  { name: 'unit and integration', args: ['node_modules/vitest/vitest.mjs', 'run'] },
  { name: 'end to end', args: ['node_modules/vitest/vitest.mjs', 'run', '--config', 'e2e/vitest.config.ts'] },
]
const total = { passed: 0, failed: 0, skipped: 0 }
for (const suite of suites) {
  console.log(`— ${suite.name}`)
  const { status, output } = await runSuite(suite.args)
  const line = [...output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1)
  if (line) {
    total.passed += Number(line[1])
    total.failed += Number(line[2])
    total.skipped += Number(line[3])
  }
  if (status !== 0 && (!line || line[2] === '0')) total.failed += 1
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed === 0 ? 0 : 1)

function runSuite(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ['inherit', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk)
      output = (output + chunk).slice(-200_000)
    })
    child.on('close', (status) => resolve({ status, output }))
  })
}
