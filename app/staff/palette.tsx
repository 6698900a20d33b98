/**
 * The palette: one field for a number, a name, or what to do, on every page of staff. It is the search form of the queue in a
 * dialog, so that the server does what it says; the script only opens it and filters what can be chosen.
 */
import { readReference } from '#domain/reference.ts'
import { queueViews } from '#domain/queue.ts'
import type { StaffRole } from '#domain/staff-role.ts'
import { may } from '#domain/staff-role.ts'
import { Form } from '../ui/button.tsx'
import { staffPlaces } from '../ui/shell.tsx'
import { useWords } from '../ui/use-words.ts'
import { addressOfView, formAddress, queuePath } from './queue-address.ts'

/** In the header; without script it leads to the search field. */
export const PaletteLink = () => {
  const { palette } = useWords().w.queue
  return (
    <a className="button palette-link" href={`${queuePath}#zoek`} data-open="palet">
      {palette.open} <kbd className="key wide-only">Ctrl K</kbd>
    </a>
  )
}

/** What one line of the palette does: go somewhere, say something to the server, or open another dialog. */
type Choice = { text: string; href?: string; say?: string; open?: string }

export function Palette({
  role,
  csrf,
  path,
  here,
  on,
}: {
  role: StaffRole
  csrf: string
  path: string
  here: string
  on: boolean
}) {
  const { w } = useWords()
  const p = w.queue.palette
  const current = path.startsWith(`${queuePath}/`) ? readReference(path.split('/')[2] ?? '') : null
  const work = may(role, 'work')
  const choices: readonly Choice[] = [
    ...(work
      ? [
          { text: p.takeThis, say: 'neem' },
          { text: p.letGo, say: 'loslaten' },
        ]
      : []),
    ...(work && current ? [{ text: `${p.verbs.extend} ${current}`, say: `verleng ${current}` }] : []),
    ...queueViews.map(view => ({ text: `${p.go} ${w.queue.views[view]}`, href: addressOfView(view) })),
    ...staffPlaces(role).map(([name, href]) => ({ text: `${p.go} ${w.common.menu[name]}`, href })),
    ...(work ? [{ text: p.newRequest, href: `${queuePath}/nieuw` }] : []),
    { text: p.settings, href: '/medewerkers/instellingen' },
    { text: p.showKeys, open: 'toetsen-blad' },
  ]
  const verbs = [
    ['open', p.verbs.open],
    ...(work
      ? ([
          ['verleng', p.verbs.extend],
          ['controle', p.verbs.review],
          ['besluit', p.verbs.decide],
        ] as const)
      : []),
    ...(work
      ? ([
          ['brief', p.verbs.letter],
          ['neem', p.verbs.take],
        ] as const)
      : []),
  ] as const
  return (
    <dialog className="palette" id="palet" aria-labelledby="palet-naam" data-keys={on ? 'on' : 'off'}>
      <Form csrf={csrf} action={formAddress(queuePath)}>
        <h2 className="sr-only" id="palet-naam">
          {p.title}
        </h2>
        <input type="hidden" name="naar" value={here} />
        {current && <input type="hidden" name="kies" value={current} />}
        <label className="label" htmlFor="palet-zoek">
          {p.label}
        </label>
        <span className="hint" id="palet-hint">
          {p.hint}
        </span>
        <input
          className="input"
          id="palet-zoek"
          name="zoek"
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palet-lijst"
          aria-autocomplete="list"
          aria-describedby="palet-hint"
          autoComplete="off"
        />
        <div className="palette-list" id="palet-lijst" role="listbox" aria-label={p.list}>
          {verbs.map(([say, text]) => (
            <div
              key={say}
              id={`palet-${say}`}
              role="option"
              aria-selected="false"
              hidden
              data-verb={say}
              data-text={text}
            >
              {text}
            </div>
          ))}
          {choices.map((choice, index) => (
            <div
              key={choice.text}
              id={`palet-${index}`}
              role="option"
              aria-selected="false"
              data-href={choice.href}
              data-say={choice.say}
              data-open={choice.open}
              data-picked={choice.say === 'neem' || choice.say === 'loslaten' ? '' : undefined}
            >
              {choice.text}
            </div>
          ))}
          <div id="palet-zoeken" role="option" aria-selected="false" hidden data-search="">
            {p.search}
          </div>
        </div>
      </Form>
    </dialog>
  )
}
