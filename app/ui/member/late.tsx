/** Our answer is late: sorry, and what somebody can do now (law/rules §5, UAVG 35(2)). */
import { Notice } from '../blocks.tsx'
import { useWords } from '../use-words.ts'

/** @param answerBy the last day that has passed, in full */
export function Late({ answerBy }: { answerBy: string }) {
  const { w } = useWords()
  return (
    <Notice tone="error" title={w.notices.overdueTitle}>
      {w.notices
        .overdue(answerBy, '')
        .split('\n\n')
        .map(paragraph => (
          <p key={paragraph}>{paragraph}</p>
        ))}
    </Notice>
  )
}
