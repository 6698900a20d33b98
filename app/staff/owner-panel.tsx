/** Who has a request, and handing it on. */
import { Card, Fact, Facts } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Select } from '../ui/field.tsx'
import { useWords } from '../ui/use-words.ts'
import type { PanelProps } from './panel-props.ts'
import { Seen } from './stale-notice.tsx'

export function OwnerPanel({ view, csrf, seen, errors, typed }: PanelProps) {
  const { w } = useWords()
  const r = w.staff.request
  const error = errors.to
  return (
    <Card title={r.owner} id="wie">
      <Facts tight>
        <Fact name={r.handles}>{view.owner?.name ?? r.nobody}</Fact>
      </Facts>
      {view.mayWork && (
        <>
          {view.owner?.id !== view.me && (
            <Form csrf={csrf} label={r.take}>
              <input type="hidden" name="intent" value="assign" />
              <Seen seen={seen} />
              <Button name="to" value={view.me}>
                {r.take}
              </Button>
            </Form>
          )}
          <Form csrf={csrf} className="inline-form" label={r.giveTo}>
            <input type="hidden" name="intent" value="assign" />
            <Seen seen={seen} />
            <div className={error ? 'field field-wrong' : 'field'}>
              {error && <span className="error">{error}</span>}
              <Select
                id="to"
                name="to"
                label={r.giveTo}
                value={(typed.intent === 'assign' ? typed.to : undefined) ?? view.owner?.id ?? ''}
                options={[
                  { value: '', label: r.letGo },
                  ...view.colleagues.map(each => ({ value: each.id, label: each.name })),
                ]}
              />
            </div>
            <Button>{r.assign}</Button>
          </Form>
        </>
      )}
    </Card>
  )
}
