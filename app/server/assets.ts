/** Built files (script, styles, fonts): read once at the start, sent compressed, cached for ever where the name has a hash. */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}
const squeezable = /^(text|application|image\/svg)/

type Encoding = 'br' | 'gzip' | 'identity'
type Asset = { type: string; hashed: boolean; bytes: Buffer; packed: Map<Encoding, Promise<Buffer>> }

export type Assets = (request: Request, path: string) => Promise<Response | null>

/** Everything under `folder`, by its address. Files of a kind we do not know are not served. */
export async function openAssets(folder: string): Promise<Assets> {
  const assets = new Map<string, Asset>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const type = types[path.extname(entry.name)]
    if (!entry.isFile() || !type) continue
    const file = path.join(entry.parentPath, entry.name)
    const address = `/${path.relative(folder, file).split(path.sep).join('/')}`
    const bytes = await readFile(file)
    assets.set(address, { type, bytes, hashed: address.startsWith('/assets/'), packed: new Map() })
  }
  return async (request, address) => {
    const asset = assets.get(address)
    if (!asset || (request.method !== 'GET' && request.method !== 'HEAD')) return null
    const encoding = encodingFor(asset, request.headers.get('accept-encoding'))
    const body = await packed(asset, encoding)
    const headers = new Headers({
      'Content-Type': asset.type,
      'Content-Length': String(body.length),
      'Cache-Control': asset.hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=86400',
      Vary: 'Accept-Encoding',
    })
    if (encoding !== 'identity') headers.set('Content-Encoding', encoding)
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), { headers })
  }
}

function encodingFor(asset: Asset, accepted: string | null): Encoding {
  if (!squeezable.test(asset.type)) return 'identity'
  const offered = (accepted ?? '')
    .toLowerCase()
    .split(',')
    .map(part => part.trim())
  return (['br', 'gzip'] as const).find(name => offered.includes(name)) ?? 'identity'
}

/** Compressed on first use and kept; a page's files are few and small. */
function packed(asset: Asset, encoding: Encoding): Promise<Buffer> {
  const known = asset.packed.get(encoding)
  if (known) return known
  const made =
    encoding === 'br'
      ? promisify(brotliCompress)(asset.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } })
      : encoding === 'gzip'
        ? promisify(gzip)(asset.bytes, { level: 9 })
        : Promise.resolve(asset.bytes)
  asset.packed.set(encoding, made)
  return made
}
