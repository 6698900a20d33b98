/** A browser without script, for tests: cookies, forms with their hidden field, and every header under the test's control. */
import { type IncomingHttpHeaders, request } from 'node:http'

export type Answer = { status: number; headers: IncomingHttpHeaders; bytes: Buffer; text: string; location: string }
export type Send = { method?: string; headers?: Record<string, string>; body?: string | Buffer }

/** What a browser sends along with a form of this origin. */
export const ownForm = (origin: string) => ({
  Origin: origin,
  'Sec-Fetch-Site': 'same-origin',
  'Sec-Fetch-Mode': 'navigate',
})

export class Client {
  /** Cookies by name. */
  readonly jar = new Map<string, string>()
  /** The hidden field of the last page that had one. */
  csrf = ''
  /** How new the last page of a request was (its hidden field `seen`); empty when that page had none. */
  seen = ''

  constructor(
    readonly origin: string,
    /** Sent with every request, unless a call says otherwise. */
    readonly headers: Record<string, string> = {},
    /** Where the server really listens, when a proxy would stand in between. */
    readonly at = origin,
  ) {}

  /** One request, no redirects followed; cookies are kept. */
  async send(path: string, { method = 'GET', headers = {}, body }: Send = {}): Promise<Answer> {
    const cookies = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await exchange(new URL(path, this.at), {
      method,
      headers: { ...(cookies && { Cookie: cookies }), ...this.headers, ...headers },
      body,
    })
    for (const line of answer.headers['set-cookie'] ?? []) this.#keep(line)
    this.csrf = hiddenField(answer.text) ?? this.csrf
    if (answer.status !== 303) this.seen = hiddenField(answer.text, 'seen') ?? ''
    return answer
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(path, { headers })
  }

  /** Sends a form as a browser would, with the hidden field of the last page seen (fetching one when there was none). */
  async post(path: string, fields: Record<string, string | readonly string[]> = {}, headers = {}): Promise<Answer> {
    if (!this.csrf) await this.get('/hulp')
    const form = new URLSearchParams()
    for (const [name, value] of Object.entries({
      csrf: this.csrf,
      ...(this.seen && { seen: this.seen }),
      ...fields,
    })) {
      for (const each of [value].flat()) form.append(name, each)
    }
    return this.send(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...ownForm(this.origin), ...headers },
      body: form.toString(),
    })
  }

  /** Follows redirects with GET, at most ten of them. */
  async follow(answer: Answer): Promise<Answer> {
    let last = answer
    for (let n = 0; n < 10 && last.status >= 300 && last.status < 400 && last.location; n++) {
      last = await this.get(last.location)
    }
    return last
  }

  #keep(line: string): void {
    const [pair = '', ...rest] = line.split(';')
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    if (rest.some(part => part.trim().toLowerCase() === 'max-age=0')) this.jar.delete(name)
    else this.jar.set(name, value)
  }
}

/** The value of a hidden field in a page: `csrf`, unless another is named. */
export function hiddenField(html: string, name: 'csrf' | 'seen' = 'csrf'): string | undefined {
  const input = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(html)?.[0]
  return input && /value="([^"]*)"/.exec(input)?.[1]
}

function exchange(
  url: URL,
  { method, headers, body }: Required<Pick<Send, 'method' | 'headers'>> & Pick<Send, 'body'>,
) {
  return new Promise<Answer>((resolve, reject) => {
    const known = body !== undefined && !headers['Transfer-Encoding']
    const length = known ? { 'Content-Length': String(Buffer.byteLength(body)) } : {}
    const sent = request(url, { method, headers: { ...length, ...headers }, agent: false }, response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const bytes = Buffer.concat(chunks)
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          bytes,
          text: bytes.toString('utf8'),
          location: response.headers.location ?? '',
        })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
