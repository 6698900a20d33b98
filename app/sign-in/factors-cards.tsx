/** Passkeys and recovery codes on the settings page of staff. */
import type { SerializeFrom } from '@remix-run/node'
import type { AllWords } from '../text/words.ts'
import { Card, Heading, Notice } from '../ui/blocks.tsx'
import { Button, ButtonLink, Form } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { StackedTable } from '../ui/table.tsx'
import type { factorsView } from './factors-step.ts'
import { PasskeyButton } from './passkey-button.tsx'

type View = SerializeFrom<typeof factorsView>
type Props = { view: View; csrf: string; w: AllWords['passkey'] }

export function PasskeyCard({ view, csrf, w, error, typed }: Props & { error?: string; typed?: string }) {
  const rows = view.passkeys.map(({ id, name, added, used }) => ({
    key: id,
    cells: [name, added, used ?? w.never, <Remove key="remove" csrf={csrf} w={w} id={id} name={name} />],
  }))
  return (
    <Card title={w.title} id="passkeys">
      <p>{w.explain}</p>
      {rows.length === 0 ? (
        <p>{w.none}</p>
      ) : (
        <StackedTable caption={w.caption} columns={[w.name, w.added, w.used, w.action]} rows={rows} />
      )}
      {view.full && <p>{w.most}</p>}
      {view.host === null && <p className="muted">{w.nowhere}</p>}
      {view.host !== null && !view.full && (
        <Form csrf={csrf}>
          <input type="hidden" name="intent" value="addPasskey" />
          <p className="muted" data-passkey-note="">
            {view.elsewhere ? w.elsewhere(view.elsewhere) : w.noScript}
          </p>
          <Field
            name="name"
            label={w.nameLabel}
            hint={w.nameHint}
            error={error}
            value={typed}
            autoComplete="off"
            maxLength={100}
          />
          <PasskeyButton purpose="new" host={view.host} label={w.add} w={w} />
        </Form>
      )}
    </Card>
  )
}

const Remove = ({ csrf, w, id, name }: Omit<Props, 'view'> & { id: string; name: string }) => (
  <Form csrf={csrf} label={w.removeName(name)}>
    <input type="hidden" name="id" value={id} />
    <Button look="link" name="intent" value="removePasskey">
      {w.remove}
      <span className="sr-only"> {name}</span>
    </Button>
  </Form>
)

export function RecoveryCard({ view, csrf, w: { recovery: w } }: Props) {
  const some = view.codesLeft !== null
  return (
    <Card title={w.title} id="herstelcodes">
      <p>{w.explain}</p>
      <p>
        {view.codesLeft === null ? w.none : w.left(view.codesLeft)} {some && w.againExplain}
      </p>
      <Form csrf={csrf}>
        <Button name="intent" value="recovery">
          {some ? w.again : w.make}
        </Button>
      </Form>
    </Card>
  )
}

type Shown = { codes: readonly string[]; whose: string; w: AllWords['passkey'] }

/** The codes, this once; whose they are, for on paper. */
export const RecoveryCodes = ({ codes, whose, w: { recovery: w } }: Shown) => (
  <>
    <Heading>{w.shownTitle}</Heading>
    <Notice>
      <p>{w.shown}</p>
    </Notice>
    <Card>
      <ol className="codes">
        {codes.map(code => (
          <li key={code} className="mono">
            {code}
          </li>
        ))}
      </ol>
      <p className="muted">{whose}</p>
    </Card>
    <p>
      <ButtonLink href="/medewerkers/instellingen">{w.back}</ButtonLink>
    </p>
  </>
)
