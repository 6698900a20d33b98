/** Labels, hints and errors around the browser's own fields; what was typed stays. */
import type { ReactNode } from 'react'

/** A sentence per field that is not right; the key is the field's name. */
export type Errors = Readonly<Record<string, string | undefined>>

const describedBy = (name: string, hint: unknown, error: unknown) =>
  [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ') || undefined

type FieldProps = {
  /** Where the same field stands more than once on a page; else its name. */
  id?: string
  name: string
  label: string
  hint?: ReactNode
  error?: string
  value?: string
  type?: 'text' | 'email' | 'search' | 'date'
  /** `code`: six digits, wide apart. `day`: a date. */
  size?: 'code' | 'day' | 'short'
  autoComplete?: string
  inputMode?: 'numeric' | 'email' | 'text'
  maxLength?: number
  rows?: number
}

/** One text field; with `rows` a larger one. */
export function Field({ name, id = name, label, hint, error, value, type = 'text', size, rows, ...rest }: FieldProps) {
  const shared = {
    id,
    name,
    defaultValue: value,
    'aria-describedby': describedBy(id, hint, error),
    'aria-invalid': error ? true : undefined,
    ...rest,
  }
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <Hint name={id}>{hint}</Hint>
      <Fault name={id}>{error}</Fault>
      {rows ? (
        <textarea className="textarea" rows={rows} {...shared} />
      ) : (
        <input className={size ? `input input-${size}` : 'input'} type={type} {...shared} />
      )}
    </div>
  )
}

/** Files to send along. The browser offers the kinds that are taken; the server decides by what they hold. */
export const FileField = ({
  name,
  label,
  hint,
  error,
}: {
  name: string
  label: string
  hint?: ReactNode
  error?: string
}) => (
  <div className={error ? 'field field-wrong' : 'field'}>
    <label className="label" htmlFor={name}>
      {label}
    </label>
    <Hint name={name}>{hint}</Hint>
    <Fault name={name}>{error}</Fault>
    <input
      className="file"
      type="file"
      id={name}
      name={name}
      multiple
      accept=".pdf,.jpg,.jpeg,.png,.tif,.tiff,.txt"
      aria-describedby={describedBy(name, hint, error)}
      aria-invalid={error ? true : undefined}
    />
  </div>
)

export type Option = { value: string; label: ReactNode; hint?: ReactNode; checked?: boolean }

/** A question with radios (one answer) or check boxes (several). */
export function Choices({
  name,
  legend,
  hint,
  error,
  options,
  several = false,
  nested = false,
}: {
  name: string
  legend: string
  hint?: ReactNode
  error?: string
  options: readonly Option[]
  several?: boolean
  nested?: boolean
}) {
  const shape = `choices${nested ? ' choices-nested' : ''}${error ? ' field-wrong' : ''}`
  return (
    <fieldset
      className={shape}
      aria-describedby={describedBy(name, hint, error)}
      id={name}
      tabIndex={error ? -1 : undefined}
    >
      <legend>{legend}</legend>
      <Hint name={name}>{hint}</Hint>
      <Fault name={name}>{error}</Fault>
      {options.map(option => (
        <div className="choice" key={option.value}>
          <input
            type={several ? 'checkbox' : 'radio'}
            id={`${name}-${option.value}`}
            name={name}
            value={option.value}
            defaultChecked={option.checked}
            aria-describedby={option.hint ? `${name}-${option.value}-hint` : undefined}
          />
          <label htmlFor={`${name}-${option.value}`}>{option.label}</label>
          <Hint name={`${name}-${option.value}`}>{option.hint}</Hint>
        </div>
      ))}
    </fieldset>
  )
}

/** A choice from a list. */
export const Select = ({
  id,
  name,
  label,
  value,
  options,
  hideLabel = false,
  error,
}: {
  id?: string
  name: string
  label: string
  value?: string
  options: readonly { value: string; label: string; lang?: string }[]
  hideLabel?: boolean
  error?: string
}) => (
  <>
    <label className={hideLabel ? 'sr-only' : 'label'} htmlFor={id ?? name}>
      {label}
    </label>
    <Fault name={name}>{error}</Fault>
    <select
      className="select"
      id={id ?? name}
      name={name}
      defaultValue={value}
      aria-describedby={describedBy(name, undefined, error)}
      aria-invalid={error ? true : undefined}
    >
      {options.map(option => (
        <option key={option.value} value={option.value} lang={option.lang}>
          {option.label}
        </option>
      ))}
    </select>
  </>
)

/** On top of the page after a form came back; each line leads to its field. The script puts the focus here. */
export function ErrorSummary({ title, errors }: { title: string; errors: Errors | undefined }) {
  const lines = Object.entries(errors ?? {}).flatMap(([name, text]) => (text ? [[name, text] as const] : []))
  if (lines.length === 0) return null
  return (
    <div className="error-summary" role="alert" tabIndex={-1} data-focus="" aria-labelledby="error-title">
      <h2 id="error-title">{title}</h2>
      <ul>
        {lines.map(([name, text]) => (
          <li key={name}>
            <a href={`#${name}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

const Hint = ({ name, children }: { name: string; children: ReactNode }) =>
  children ? (
    <span className="hint" id={`${name}-hint`}>
      {children}
    </span>
  ) : null

const Fault = ({ name, children }: { name: string; children: ReactNode }) =>
  children ? (
    <span className="error" id={`${name}-error`}>
      {children}
    </span>
  ) : null
