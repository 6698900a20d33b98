/** The settings of the organisation's own sign-in (OIDC): for staff, and if wished for members. */
import type { Audience } from '#db/schema/people.ts'
import { type StaffRole, staffRoles } from '#domain/staff-role.ts'
import type { Mode } from './setting.ts'

export type OidcProvider = {
  /** As the provider writes itself; its configuration lies below it. */
  issuer: string
  clientId: string
  clientSecret: string
  /** The claim that says what somebody may do, and its words in the order in which they count; staff only. */
  roles: { claim: string; map: readonly (readonly [word: string, role: StaffRole])[] } | null
}
export type Oidc = Readonly<Record<Audience, OidcProvider | null>>

type Env = Readonly<Record<string, string | undefined>>
/** As in `readConfig`: which setting, what is wrong with it, what is expected. */
type Refuse = (name: string, what: string, expected: string, section: string) => void

/** Longest value of one of these settings, in characters. */
const longest = 500
const section = 'the-organisations-own-sign-in'

export function readOidc(env: Env, mode: Mode, refuse: Refuse): Oidc {
  return { staff: provider(env, 'STAFF', mode, refuse), member: provider(env, 'MEMBER', mode, refuse) }
}

function provider(env: Env, audience: 'STAFF' | 'MEMBER', mode: Mode, refuse: Refuse): OidcProvider | null {
  const names = {
    issuer: `OIDC_${audience}_ISSUER`,
    id: `OIDC_${audience}_CLIENT_ID`,
    secret: `OIDC_${audience}_CLIENT_SECRET`,
  }
  const [claimName, mapName] = [`OIDC_${audience}_ROLE_CLAIM`, `OIDC_${audience}_ROLE_MAP`]
  const all = [...Object.values(names), claimName, mapName]
  if (all.every(name => !env[name])) return null
  const [issuer = '', clientId = '', clientSecret = ''] = [names.issuer, names.id, names.secret].map(name => {
    const value = env[name] ?? ''
    if (!value || value.length > longest)
      refuse(
        name,
        value ? 'is too long' : 'is missing',
        'all three of issuer, client id and client secret, or none',
        section,
      )
    return value
  })
  if (issuer && !isIssuer(issuer, mode))
    refuse(
      names.issuer,
      'is in another form',
      'the https address of the provider, as it names itself, without query',
      section,
    )
  const roles = rolesOf(env[claimName] ?? '', env[mapName] ?? '', audience, { claimName, mapName }, refuse)
  return { issuer, clientId, clientSecret, roles }
}

function isIssuer(text: string, mode: Mode): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || url.search || url.hash || url.username || url.password) return false
  return url.protocol === 'https:' || (mode !== 'production' && url.protocol === 'http:')
}

function rolesOf(
  claim: string,
  map: string,
  audience: 'STAFF' | 'MEMBER',
  { claimName, mapName }: { claimName: string; mapName: string },
  refuse: Refuse,
): OidcProvider['roles'] {
  if (!claim && !map) return null
  if (audience === 'MEMBER') {
    refuse(claim ? claimName : mapName, 'is set', 'nothing: members have no roles', section)
    return null
  }
  const pairs = map.split(',').map(pair => pair.split('=').map(part => part.trim()))
  const read = pairs.flatMap(([word, name]) => {
    const role = staffRoles.find(each => each === name)
    return word && role ? [[word, role] as const] : []
  })
  if (!claim) refuse(claimName, 'is missing', `the name of a claim, because ${mapName} is set`, section)
  if (read.length !== pairs.length || read.length === 0)
    refuse(
      mapName,
      'is in another form',
      `word=role pairs, like privacy=officer,klantenservice=handler (roles: ${staffRoles.join(', ')})`,
      section,
    )
  return { claim, map: read }
}
