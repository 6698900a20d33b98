/** `npm run bench -- audit|export|queue|pages|start`: figures as ratios against a limit of the same run (docs/performance.md). */
const benches = {
  audit: () => import('./audit.ts'),
  export: () => import('./export.ts'),
  queue: () => import('./queue.ts'),
  pages: () => import('./pages.ts'),
  start: () => import('./start.ts'),
} as const

// As it is served: React is several times slower while developing.
process.env.NODE_ENV = 'production'

const name = process.argv[2] ?? ''
if (!(name in benches)) {
  process.stderr.write(`Which one? npm run bench -- ${Object.keys(benches).join('|')}\n`)
  process.exitCode = 2
} else {
  const { bench } = await benches[name as keyof typeof benches]()
  await bench()
}
