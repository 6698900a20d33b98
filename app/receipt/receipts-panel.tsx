/** Proof of what happened to a request: a receipt per step, to be checked by anybody who has the log's key. */
import { Card } from '../ui/blocks.tsx'
import { More } from '../ui/panel.tsx'
import { useWords } from '../ui/use-words.ts'

export function ReceiptsPanel({ reference, vkey }: { reference: string; vkey: string }) {
  const { w } = useWords()
  const r = w.receipts
  return (
    <Card id="bewijzen" title={r.title}>
      <p>{r.lead}</p>
      <p>
        <a href={`/verzoeken/${reference}/bewijzen.zip`} download>
          {r.all}
        </a>
      </p>
      <More title={r.how}>
        <p>{r.howText}</p>
        <pre className="mono preserve">{`inzage audit verify-receipt *.tlog-proof --vkey log.vkey`}</pre>
        <p>
          {r.key} <span className="mono preserve">{vkey}</span>
        </p>
      </More>
    </Card>
  )
}
