/** Keys of the queue: the line below it, the sheet that `?` opens, and switching them off (WCAG 2.1.4). */
import { Button, Form } from '../ui/button.tsx'
import { StackedTable } from '../ui/table.tsx'
import { useWords } from '../ui/use-words.ts'

/** Where the keys are explained for who has no script. */
export const keysPage = '/medewerkers/instellingen#toetsen'

const Key = ({ children }: { children: string }) => <kbd className="key">{children}</kbd>

/** Below the queue, as a reminder. Nothing of use where there are no keys. */
export function KeysLine({ on, here, csrf }: { on: boolean; here: string; csrf: string }) {
  const { hint } = useWords().w.queue.keys
  return (
    <div className="keys-line">
      {on && (
        <>
          <span>
            <Key>J</Key> <Key>K</Key> {hint.down}, {hint.up}
          </span>
          <span>
            <Key>X</Key> {hint.pick}
          </span>
          <span>
            <Key>A</Key> {hint.assign}
          </span>
          <span>
            <Key>Enter</Key> {hint.open}
          </span>
        </>
      )}
      <span>
        {on && <Key>?</Key>}{' '}
        <a href={keysPage} data-open="toetsen-blad">
          {hint.sheet}
        </a>
      </span>
      <KeysSwitch on={on} here={here} csrf={csrf} look="link" />
    </div>
  )
}

export function KeysSwitch({ on, here, csrf, look }: { on: boolean; here: string; csrf: string; look?: 'link' }) {
  const { keys } = useWords().w.queue
  return (
    <Form csrf={csrf} action="/voorkeuren" className="keys-switch">
      <input type="hidden" name="naar" value={here} />
      <Button look={look} name="keys" value={on ? 'off' : 'on'}>
        {on ? keys.off : keys.on}
      </Button>
    </Form>
  )
}

export function KeysTable() {
  const { keys } = useWords().w.queue
  const rows: readonly (readonly [readonly string[], string])[] = [
    [['J'], keys.does.down],
    [['K'], keys.does.up],
    [['X'], keys.does.pick],
    [['A'], keys.does.assign],
    [['E'], keys.does.extend],
    [['Enter'], keys.does.open],
    [['/'], keys.does.search],
    [['?'], keys.does.sheet],
    [['Ctrl K', '⌘ K'], keys.does.palette],
  ]
  return (
    <>
      <p>{keys.intro}</p>
      <StackedTable
        caption={keys.title}
        columns={[keys.columns.key, keys.columns.does]}
        rows={rows.map(([names, does]) => ({
          key: names[0] ?? '',
          cells: [
            <span key="key">
              {names.map((name, index) => (
                <span key={name}>
                  {index > 0 && ` ${keys.or} `}
                  <Key>{name}</Key>
                </span>
              ))}
            </span>,
            does,
          ],
        }))}
      />
    </>
  )
}

/** Opened by script only; without it, the same stands on the page of settings. */
export function KeysSheet({ on, here, csrf }: { on: boolean; here: string; csrf: string }) {
  const { keys } = useWords().w.queue
  return (
    <dialog className="sheet" id="toetsen-blad" aria-labelledby="toetsen-naam">
      <h2 id="toetsen-naam">{keys.title}</h2>
      <KeysTable />
      <p>{on ? keys.isOn : keys.isOff}</p>
      <div className="sheet-actions">
        <form method="dialog">
          <button className="button" type="submit">
            {keys.close}
          </button>
        </form>
        <KeysSwitch on={on} here={here} csrf={csrf} />
      </div>
    </dialog>
  )
}
