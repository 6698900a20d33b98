/** Inloggen: the code that the member got by mail. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { CodeForm } from '../sign-in/code-form.tsx'
import { codeAction, codeLoader } from '../sign-in/code-step.ts'
import { titled } from '../ui/title.ts'

export const handle = titled(w => w.signin.code.title)

export const loader = (args: LoaderFunctionArgs) => codeLoader(args, 'member')
export const action = (args: ActionFunctionArgs) => codeAction(args, 'member')

export default CodeForm
