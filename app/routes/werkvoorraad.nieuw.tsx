/** Nieuw namens iemand: staff file what came in by letter, phone, mail or at the counter. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { NewPage } from '../intake/new-page.tsx'
import { newAction, newLoader } from '../intake/new-step.ts'
import { titled } from '../ui/title.ts'

export const handle = titled(w => w.intake.title)

export const loader = (args: LoaderFunctionArgs) => newLoader(args)
export const action = (args: ActionFunctionArgs) => newAction(args)

export default NewPage
