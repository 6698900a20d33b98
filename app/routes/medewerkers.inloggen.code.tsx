/** Inloggen for staff: the mailed code, then the code of their app. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { CodeForm } from '../sign-in/code-form.tsx'
import { codeAction, codeLoader } from '../sign-in/code-step.ts'
import { titled } from '../ui/title.ts'

export const handle = titled(w => w.signin.code.title)

export const loader = (args: LoaderFunctionArgs) => codeLoader(args, 'staff')
export const action = (args: ActionFunctionArgs) => codeAction(args, 'staff')

export default CodeForm
