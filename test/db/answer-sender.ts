/** A process of its own that sends the letters that are due, until none is left, or it is killed. Run by `answer.test.ts`. */
import { dueAnswers, sendAnswer } from '#db/answer.ts'
import { queueMail } from '#db/mail.ts'
import { openStore, type Where } from '#db/open.ts'
import { record } from '#db/record.ts'
import type { Instant } from '#domain/day.ts'

const { where, at } = JSON.parse(process.argv[2] ?? '') as { where: Where; at: Instant }
const counting = { timeZone: 'Europe/Amsterdam', holidays: 'nl-strict' } as const
const store = await openStore(where)
process.stdout.write('open\n')
for (
  let due = await dueAnswers(store.read, store.t, at);
  due.length > 0;
  due = await dueAnswers(store.read, store.t, at)
) {
  for (const answer of due) {
    await record(store, at, { kind: 'system', ref: 'sender' }, async ledger => {
      const went = await sendAnswer(ledger, counting, answer, answer.text)
      const letter = { kind: 'decided', language: 'nl', subject: 'Antwoord', text: 'x', html: 'x' } as const
      if (went) await queueMail(ledger, letter, 'eva@voorbeeld.example', { requestId: answer.requestId })
      return went
    })
    process.stdout.write('sent\n')
  }
}
await store.close()
