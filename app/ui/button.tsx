/** Verbs. One primary button a page; a link that looks like a button still is a link. */
import type { ReactNode } from 'react'

type Props = {
  children: ReactNode
  /** `primary`: the one thing this page is for. `link`: a small action in running text. */
  look?: 'primary' | 'plain' | 'link'
  name?: string
  value?: string
  pressed?: boolean
  /** Sends the form to this address instead of its own. */
  action?: string
}

const classes = { primary: 'button button-primary', plain: 'button', link: 'button-link' } as const

/** Sends its form. */
export const Button = ({ children, look = 'plain', name, value, pressed, action }: Props) => (
  <button type="submit" className={classes[look]} name={name} value={value} aria-pressed={pressed} formAction={action}>
    {children}
  </button>
)

/** A link to a page or a download that deserves a button's weight. */
export const ButtonLink = ({
  children,
  look = 'plain',
  href,
  download,
}: {
  children: ReactNode
  look?: 'primary' | 'plain'
  href: string
  download?: boolean
}) => (
  <a className={classes[look]} href={href} download={download}>
    {children}
  </a>
)

/** A form with the hidden field that every form needs (the server refuses one without it). */
export const Form = ({
  csrf,
  action,
  children,
  id,
  className,
  auto,
  label,
  files = false,
}: {
  csrf: string
  /** Absent: this page's own address. */
  action?: string
  children: ReactNode
  id?: string
  className?: string
  /** Sent by script as soon as a choice changes; the button is for who has no script. */
  auto?: boolean
  label?: string
  /** It takes files; only for pages that the server's wall knows (`app/server/upload.ts`). */
  files?: boolean
}) => (
  <form
    method="post"
    action={action}
    id={id}
    className={className}
    data-auto={auto ? '' : undefined}
    aria-label={label}
    encType={files ? 'multipart/form-data' : undefined}
    noValidate
  >
    <input type="hidden" name="csrf" value={csrf} />
    {children}
  </form>
)
