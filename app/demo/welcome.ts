/** What a demo prints when it is ready: where to go, and a way in for each role. */
import { notables } from '#sources/we-do-better/seed/notable-people.ts'
import type { Portal } from '../portal.ts'
import { linkSeconds, makeSignInLink } from '../sign-in/link.ts'
import { paperLabel } from './story-paper.ts'
import { team, totpSecretOf } from './team.ts'

/** The text, with fresh single-use links. */
export async function welcome(portal: Portal): Promise<string> {
  const { baseUrl, dataDir } = portal.config
  const [member] = notables
  const links = [
    [
      'member',
      member?.displayName ?? '',
      member && (await makeSignInLink(portal, { audience: 'member', email: member.email }, portal.now())),
    ],
  ]
  for (const { role, name, email } of team) {
    links.push([role, name, await makeSignInLink(portal, { audience: 'staff', email }, portal.now())])
  }
  return `
Inzage demo: ${portal.register.controller.name}. All people and data are invented.

  Member pages   ${baseUrl}/
  Staff pages    ${baseUrl}/werkvoorraad
  Mailbox        ${baseUrl}/dev/mail    (no mail leaves this machine; sign-in codes arrive here)

What to look at:
  A paper letter with three rights    ${baseUrl}/werkvoorraad?q=label:${paperLabel}
  Somebody asks to look again         ${baseUrl}/werkvoorraad?q=status:nogeens    (as approver)
  What is too late                    ${baseUrl}/werkvoorraad?lijst=late
  A mail that was refused             ${baseUrl}/post    (as officer)

Sign in at once. Each link works once, for ${linkSeconds / 60} minutes; start the demo again for fresh ones.
${links.map(([role, name, link]) => `  ${role!.padEnd(9)} ${name!.padEnd(21)} ${link ?? ''}`).join('\n')}

Or sign in by e-mail as ${member?.email}: the code is in the mailbox. Staff then give a code from an
authenticator app, with this secret:
${team.map(each => `  ${each.email.padEnd(31)} ${totpSecretOf(portal, each)}`).join('\n')}

More members, and what each shows:  npm run -s inzage -- demo members
Everything is in ${dataDir}; start anew with:  npm run demo -- --fresh
Stop with Ctrl-C.
`
}
