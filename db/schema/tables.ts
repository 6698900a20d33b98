/** All tables of the portal's own store, built once over a kit (`db/dialect.ts`). One file per noun family. */
import type { Kit } from '../dialect.ts'
import { answerTables } from './answer.ts'
import { auditTables } from './audit.ts'
import { barTables } from './bar.ts'
import { choiceTables } from './choice.ts'
import { correctionTables } from './correction.ts'
import { decisionTables } from './decision.ts'
import { exportTables } from './export.ts'
import { letterTables } from './letter.ts'
import { noticeTables } from './notice.ts'
import { peopleTables } from './people.ts'
import { postTables } from './post.ts'
import { requestTables } from './subject-request.ts'
import { workbenchTables } from './workbench.ts'

export function tables(kit: Kit) {
  return {
    ...auditTables(kit),
    ...peopleTables(kit),
    ...requestTables(kit),
    ...letterTables(kit),
    ...decisionTables(kit),
    ...answerTables(kit),
    ...correctionTables(kit),
    ...barTables(kit),
    ...choiceTables(kit),
    ...noticeTables(kit),
    ...workbenchTables(kit),
    ...exportTables(kit),
    ...postTables(kit),
  }
}
export type Tables = ReturnType<typeof tables>
