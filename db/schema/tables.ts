/** All tables of the portal's own store, built once over a kit (`db/dialect.ts`). One file per noun family. */
import type { Kit } from '../dialect.ts'
import { auditTables } from './audit.ts'
import { exportTables } from './export.ts'
import { peopleTables } from './people.ts'
import { postTables } from './post.ts'
import { requestTables } from './subject-request.ts'

export function tables(kit: Kit) {
  return {
    ...auditTables(kit),
    ...peopleTables(kit),
    ...requestTables(kit),
    ...exportTables(kit),
    ...postTables(kit),
  }
}
export type Tables = ReturnType<typeof tables>
