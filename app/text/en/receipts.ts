/** Sentences about receipts that can be checked. */
import type { receipts as nl } from '../nl/receipts.ts'
import type { Widen } from '../widen.ts'

export const receipts: Widen<typeof nl> = {
  title: 'Receipts',
  lead: 'You can get a receipt of each step. With it anybody can check that we changed nothing later.',
  all: 'Fetch all receipts',
  one: (step: string) => `Fetch the receipt of step ${step}`,
  how: 'How do you check a receipt?',
  howText: 'Unpack the file. Then run this line. It works without the internet.',
  key: 'This is the key of our log:',
  file: 'receipts',
  readMe: (key: string) =>
    `Each file here proves one step of your request.\nCheck it without the internet with this line:\n\n  inzage audit verify-receipt *.tlog-proof --vkey log.vkey\n\nThe key of our log is on our site too:\n\n  ${key}\n`,
}
