#!/usr/bin/env node
/**
 * Makes a bare checkout ready: `npm ci` when node_modules does not hold what the lockfile says, a build when the pages'
 * sources have changed, and with `--browser` a Chromium for the tests. Plain Node, because nothing is installed yet.
 * Does nothing, quickly, when nothing is to do; two of them at once wait for each other.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const cache = path.join(root, '.cache')
const lock = path.join(cache, 'prepare.lock')
/** What the built pages are made of. */
const sources = [
  'app',
  'db',
  'domain',
  'exports',
  'sources',
  'public',
  'remix.config.js',
  'package-lock.json',
  'tsconfig.json',
]
const builtFrom = path.join(root, 'build/built-from')
/** Where the tests look for Chromium; an empty file says that there is none. */
const chromiumFile = path.join(cache, 'chromium')

const say = text => process.stderr.write(`${text}\n`)
const fail = text => {
  say(text)
  process.exit(1)
}
const json = file => JSON.parse(readFileSync(file, 'utf8'))

if (
  process.versions.node
    .split('.')
    .map(Number)
    .reduce((sum, part) => sum * 1000 + part) < 20_019_000
) {
  fail(`Node ${process.versions.node} is too old: this needs 20.19 or newer.`)
}

/** True when every package of the lockfile is there in its version; what belongs to other platforms may be missing. */
function installed() {
  const list = path.join(root, 'node_modules/.package-lock.json')
  if (!existsSync(list)) return false
  const wanted = Object.entries(json(path.join(root, 'package-lock.json')).packages)
  const found = json(list).packages
  return wanted.every(([name, each]) => name === '' || each.optional || found[name]?.version === each.version)
}

function install() {
  if (installed()) return
  say('Installing what the lockfile names (once; compiling SQLite may take some minutes) …')
  const npm = process.env.npm_execpath
  const arguments_ = ['ci', '--no-audit', '--no-fund']
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...arguments_], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', arguments_, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (status !== 0) fail('npm ci did not succeed; see above.')
}

/** One hash over names and contents of all sources. */
function fingerprint() {
  const hash = createHash('sha256')
  const add = file => {
    const found = statSync(path.join(root, file), { throwIfNoEntry: false })
    if (!found) return
    if (found.isDirectory()) {
      for (const name of readdirSync(path.join(root, file)).sort()) add(`${file}/${name}`)
    } else hash.update(`${file}\0${found.size}\0`).update(readFileSync(path.join(root, file)))
  }
  for (const source of sources) add(source)
  return hash.digest('hex')
}

const built = () =>
  existsSync(builtFrom) && existsSync(path.join(root, 'build/server/index.js')) && readFileSync(builtFrom, 'utf8')

function build() {
  const now = fingerprint()
  if (built() === now) return
  say('Building the pages …')
  const remix = path.join(root, 'node_modules/@remix-run/dev/dist/cli.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [remix, 'vite:build', '-c', 'remix.config.js'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', VITEST: '' },
  })
  if (status !== 0) fail(`${stdout}\n${stderr}\nThe pages could not be built; see above.`)
  writeFileSync(builtFrom, now)
}

/** The Chromium of this machine; on Debian as root it is installed, elsewhere one line says what to do. */
function browser() {
  const known = existsSync(chromiumFile) ? readFileSync(chromiumFile, 'utf8').trim() : ''
  if (known && existsSync(known)) return
  let found = findChromium()
  if (!found && process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Installing Chromium for the browser tests (once) …')
    const apt = (...words) =>
      spawnSync('apt-get', ['-qq', ...words], {
        stdio: ['ignore', 'ignore', 2],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    apt('update')
    apt('install', '-y', '--no-install-recommends', 'chromium')
    found = findChromium()
  }
  if (!found) {
    say(
      'No Chromium: the browser tests are skipped. Install it (Debian: apt-get install chromium) or set CHROMIUM to its path.',
    )
  }
  writeFileSync(chromiumFile, found ?? '')
}

function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'msedge']
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/snap/bin']
  const places = [
    process.env.CHROMIUM ?? '',
    ...names.flatMap(name => folders.map(folder => path.join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ]
  return places.find(place => place && existsSync(place))
}

/** Runs `work` while no other process does; a lock whose owner is gone is taken over. */
function alone(work) {
  mkdirSync(cache, { recursive: true })
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const owner = Number(existsSync(path.join(lock, 'pid')) ? readFileSync(path.join(lock, 'pid'), 'utf8') : 0)
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (owner ? !alive(owner) : age > 2000) rmSync(lock, { recursive: true, force: true })
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  }
  process.on('exit', () => rmSync(lock, { recursive: true, force: true }))
  writeFileSync(path.join(lock, 'pid'), String(process.pid))
  work()
}

function alive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

alone(() => {
  install()
  build()
  if (process.argv.includes('--browser')) browser()
})
