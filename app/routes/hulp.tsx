/** Hulp: how to reach us, what you may ask, how to complain, and who can use this portal. Open to everybody. */
import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { words } from '../text/words.ts'
import { Card, Fact, Facts, Heading } from '../ui/blocks.tsx'
import { titled } from '../ui/title.ts'

export const handle = titled(w => w.member.help.title)

export function loader({ context }: LoaderFunctionArgs) {
  const { language } = context
  const { email, postalAddress, dataProtectionOfficer, supervisoryAuthority, court } =
    context.portal.register.controller
  return json({ language, email, postalAddress, dataProtectionOfficer, supervisoryAuthority, court: court[language] })
}

export default function Help() {
  const { language, email, postalAddress, dataProtectionOfficer, supervisoryAuthority, court } =
    useLoaderData<typeof loader>()
  const w = words(language).member.help
  const o = words(language).object
  const mail = <a href={`mailto:${email}`}>{email}</a>
  return (
    <>
      <Heading>{w.title}</Heading>
      <Card id="contact" title={w.contact}>
        <p>{w.contactText}</p>
        <Facts>
          <Fact name={w.email}>{mail}</Fact>
          {postalAddress && <Fact name={w.post}>{postalAddress}</Fact>}
          {dataProtectionOfficer && <Fact name={w.officer}>{dataProtectionOfficer}</Fact>}
        </Facts>
      </Card>
      <Card id="other" title={w.other}>
        <p>{postalAddress ? w.otherText : w.otherMailOnly}</p>
        <p>
          <a href="/verzoek-doen">{words(language).form.link}</a>
        </p>
        <p>
          <a href="/verzoek-doen/volgen">{words(language).form.follow.link}</a>
        </p>
        <p>
          {w.otherPassport} {w.otherFree}
        </p>
      </Card>
      <Card id="rights" title={w.rights}>
        <p>{w.rightsText}</p>
        <p>{w.rightsMore}</p>
        <ul>
          <li>
            <a href="/bezwaar">{o.linkObject}</a>
          </li>
          <li>
            <a href="/stilzetten">{o.linkStill}</a>
          </li>
          <li>
            <a href="/zo-koppelen-we">{o.linkMatching}</a>
          </li>
        </ul>
        <p>{w.answer}</p>
      </Card>
      <Card id="complain" title={w.complain}>
        <p>{w.complainFirst}</p>
        <p>
          {w.complainAuthority} <a href={supervisoryAuthority.url}>{supervisoryAuthority.name}</a>.
        </p>
        <p>{court}</p>
      </Card>
      <Card id="access" title={w.access}>
        <p>{w.accessText}</p>
        <p>
          {w.accessHow} {w.accessNorm}
        </p>
        <p>
          {w.accessWrong} {mail}
        </p>
      </Card>
      <Card id="check" title={w.check}>
        <p>{w.checkText}</p>
        <p>
          <a href="/.well-known/inzage-keys.json">{w.keys}</a>
        </p>
      </Card>
      <Card id="cookies" title={w.cookies}>
        <p>{w.cookiesText}</p>
      </Card>
    </>
  )
}
