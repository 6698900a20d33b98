/** A process of its own that verifies one log and makes proofs from it, so that its memory is only its own. */
import { inclusionProof } from '#db/audit/head.ts'
import { verifyLog } from '#db/audit/verify.ts'
import { openToRead } from '#db/open.ts'

export type Report = { size: number; times: number[]; cpu: number[]; proofs: number[]; peak: number }

/** Runs of the whole, after none to warm up: an operator runs it once. */
const RUNS = 3
const PROOFS = 200

const store = await openToRead({ engine: 'sqlite', file: process.argv[2] ?? '' })
const report: Report = { size: 0, times: [], cpu: [], proofs: [], peak: 0 }
for (let run = 0; run < RUNS; run++) {
  const start = performance.now()
  const used = process.cpuUsage()
  const verdict = await verifyLog(store, { key: null, known: [] })
  if (verdict.result !== 'OK') throw new Error(`Not verified: ${JSON.stringify(verdict)}`)
  const { user, system } = process.cpuUsage(used)
  report.times.push(performance.now() - start)
  report.cpu.push((user + system) / 1000)
  report.size = verdict.size
}
for (let i = 0; i < PROOFS; i++) {
  const start = performance.now()
  await inclusionProof(store.read, store.t, (i * 7919) % report.size, { epoch: 1, size: report.size })
  report.proofs.push(performance.now() - start)
}
report.peak = process.resourceUsage().maxRSS * 1024
await store.close()
process.stdout.write(JSON.stringify(report))
