/** Inloggen: the member's e-mail address. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { EmailForm } from '../sign-in/email-form.tsx'
import { emailAction, emailLoader } from '../sign-in/email-step.ts'
import { titled } from '../ui/title.ts'

export const handle = titled(w => w.signin.title)

export const loader = (args: LoaderFunctionArgs) => emailLoader(args, 'member')
export const action = (args: ActionFunctionArgs) => emailAction(args, 'member')

export default EmailForm
