/** Header, menu and footer around every page; one for members, one (denser) for staff, one for who is not signed in. */
import type { ReactNode } from 'react'
import { languages, type Language } from '#domain/language.ts'
import { may, type StaffAct, type StaffRole } from '#domain/staff-role.ts'
import type { AllWords } from '../text/words.ts'
import { Button, Form } from './button.tsx'
import { Select } from './field.tsx'
import { Mark } from './mark.tsx'

export type Frame = {
  w: AllWords['common']
  language: Language
  csrf: string
  audience: 'none' | 'member' | 'staff'
  /** Staff pages are denser; also true on their sign-in pages. */
  density: 'member' | 'staff'
  /** Name of the controller. */
  controller: string
  demo: boolean
  /** Of who is signed in as staff: decides what the menu has. */
  role: StaffRole | null
  /** Who is signed in; null when nobody is. */
  name: string | null
  /** Values are masked now. */
  hidden: boolean
  path: string
  /** This page with its query, to come back to after a preference is set. */
  here: string
  /** What staff have in the header beside their name. */
  tools?: ReactNode
}

export const Shell = ({ children, ...frame }: Frame & { children: ReactNode }) => {
  const { w, density, audience } = frame
  const member = density === 'member' && audience === 'member'
  return (
    <>
      <a className="skip" href="#main">
        {w.skip}
      </a>
      <header className="header">
        {frame.demo && <p className="demo">{w.demo}</p>}
        <div className="header-row">
          <a className="brand" href={density === 'staff' ? '/werkvoorraad' : '/'}>
            <Mark />
            <span>
              <span className="brand-name">{frame.controller}</span>{' '}
              <span className="wide-only">{density === 'staff' ? w.staffProduct : w.product}</span>
            </span>
          </a>
          {density === 'staff' && audience === 'staff' && <Menu {...frame} kind="staff" />}
          <div className="header-tools">
            <LanguageForm {...frame} id="language-header" className="language wide-only" />
            {member && <HideForm {...frame} />}
            {frame.tools}
            <Account {...frame} />
          </div>
        </div>
      </header>
      <div className={`frame${member ? ' frame-member' : density === 'staff' ? '' : ' frame-narrow'}`}>
        {member && <Menu {...frame} kind="member" />}
        <main className="main" id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <footer className="footer">
        <LanguageForm {...frame} id="language-footer" className="language narrow-only" />
        {audience !== 'none' && (
          <Form csrf={frame.csrf} action="/uitloggen">
            <Button look="link">{w.signOut}</Button>
          </Form>
        )}
        {!member && density === 'member' && <a href="/hulp">{w.menu.help}</a>}
      </footer>
    </>
  )
}

const Menu = ({ w, path, role, kind }: Frame & { kind: 'member' | 'staff' }) => (
  <nav className={`menu menu-${kind}`} aria-label={w.menu.label}>
    <ul>
      {(kind === 'member' ? memberPlaces : staffPlaces(role)).map(([name, href]) => (
        <li key={href}>
          <a href={href} aria-current={current(path, href)}>
            {w.menu[name]}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

type Place = readonly [name: keyof Frame['w']['menu'], href: string]

const memberPlaces: readonly Place[] = [
  ['overview', '/'],
  ['data', '/gegevens'],
  ['requests', '/verzoeken'],
  ['consent', '/toestemming'],
  ['help', '/hulp'],
]

/** What each part of the workbench asks of a role. */
const staffMenu: readonly (readonly [act: StaffAct, ...place: Place])[] = [
  ['seeQueue', 'queue', '/werkvoorraad'],
  ['seeReports', 'reports', '/rapporten'],
  ['editTemplates', 'templates', '/sjablonen'],
  ['work', 'told', '/berichten-aan-ontvangers'],
  ['seePost', 'post', '/post'],
  ['seeLog', 'logbook', '/logboek'],
]

export const staffPlaces = (role: StaffRole | null): readonly Place[] =>
  staffMenu.flatMap(([act, name, href]) => (role && may(role, act) ? [[name, href] as const] : []))

/** `page` for the page itself, `true` for one that lies below it. */
const current = (path: string, href: string): 'page' | true | undefined =>
  path === href ? 'page' : href !== '/' && path.startsWith(`${href}/`) ? true : undefined

const LanguageForm = ({ w, csrf, language, here, id, className }: Frame & { id: string; className: string }) => (
  <Form csrf={csrf} action="/voorkeuren" className={className} auto>
    <input type="hidden" name="naar" value={here} />
    <Select
      id={id}
      name="language"
      label={w.language.label}
      hideLabel
      value={language}
      options={languages.map(each => ({ value: each, label: w.language.names[each], lang: each }))}
    />
    <Button>{w.language.choose}</Button>
  </Form>
)

const HideForm = ({ w, csrf, here, hidden }: Frame) => (
  <Form csrf={csrf} action="/voorkeuren">
    <input type="hidden" name="naar" value={here} />
    <Button name="values" value={hidden ? 'shown' : 'hidden'} pressed={hidden}>
      <span className="wide-only">{w.hide}</span>
      <span className="narrow-only">{w.hideShort}</span>
    </Button>
  </Form>
)

const Account = ({ w, audience, density, name, hidden }: Frame) => {
  if (audience === 'none' || name === null) return null
  return (
    <a href={density === 'staff' ? '/medewerkers/instellingen' : '/instellingen'}>
      {hidden ? w.settings : name}
      {!hidden && <span className="sr-only">, {w.settings}</span>}
    </a>
  )
}
