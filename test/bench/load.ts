/** `node --import tsx test/bench/load.ts`: asks one address over and over by many connections, in a process of its own. */
import { Agent, request } from 'node:http'

export type Load = { url: string; cookie: string; connections: number; seconds: number; expect: number }
export type Loaded = { perSecond: number; p50: number; p99: number; bytes: number }

process.on('message', (load: Load) => {
  void run(load).then(loaded => process.send?.(loaded))
})

async function run({ url, cookie, connections, seconds, expect }: Load): Promise<Loaded> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  let bytes = 0
  const started = performance.now()
  const ends = started + seconds * 1000
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const sent = performance.now()
      request(url, { agent, headers: { Cookie: cookie, 'Accept-Language': 'nl' } }, response => {
        response.on('data', (part: Buffer) => void (bytes += part.length))
        response.on('end', () => {
          if (response.statusCode !== expect) return reject(new Error(`${url} answered ${response.statusCode}`))
          times.push(performance.now() - sent)
          resolve()
        })
      })
        .on('error', reject)
        .end()
    })
  const client = async () => {
    while (performance.now() < ends) await one()
  }
  await Promise.all(Array.from({ length: connections }, client))
  agent.destroy()
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(Math.ceil(sorted.length * part), sorted.length) - 1] ?? 0
  const took = (performance.now() - started) / 1000
  return { perSecond: times.length / took, p50: at(0.5), p99: at(0.99), bytes: bytes / Math.max(times.length, 1) }
}
