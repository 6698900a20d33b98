/** Afweging, for staff: the objections of a request with how they were weighed, and what is set still of this person. */
import { untoldSources } from '#db/obedience.ts'
import { objectionsIn } from '#db/objection.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import type { Balancing } from '#domain/bar.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { type StillView, stillNow } from '../bar/still.ts'
import { may } from '#domain/staff-role.ts'
import { personView } from './person-view.ts'

export type WeighedObjection = {
  id: string
  label: string
  meaning: string
  /** The named interest; null when none is. */
  interest: string | null
  /** Null until this session said why it opens the data. */
  situation: string | null
  state: 'open' | 'upheld' | 'default' | 'rejected' | 'withdrawn'
  balancing: Balancing | null
}
export type WeighView = {
  objections: readonly WeighedObjection[]
  still: readonly StillView[]
  /** Sources that do not know yet. */
  untold: readonly string[]
  mayWork: boolean
}

/** What the person wrote is personal data: shown after a purpose was stated, and the look is recorded first. */
export async function weighView(context: Context, staff: StaffVisitor, row: SubjectRequest): Promise<WeighView> {
  const { portal, language, now } = context
  const { store, register } = portal
  const own = register.categories.filter(each => each.heldBy === 'portal').map(each => each.id)
  const person = await personView(context, staff, row, new URLSearchParams(), own)
  const [objections, still, untold] = await Promise.all([
    objectionsIn(store.read, store.t, row.id),
    stillNow(portal, row.subjectId, { now, language }),
    untoldSources(store.read, store.t, row.subjectId),
  ])
  return {
    objections: objections.map(each => {
      const purpose = register.purposes.find(({ id }) => id === each.purpose)
      return {
        id: each.id,
        label: purpose?.label[language] ?? each.purpose,
        meaning: purpose?.meaning[language] ?? '',
        interest: purpose?.interest?.[language] ?? null,
        situation: person ? each.situation : null,
        state: each.withdrawn ? 'withdrawn' : (each.outcome ?? 'open'),
        balancing: person ? each.balancing : null,
      }
    }),
    still,
    untold: register.sources.filter(each => untold.includes(each.id)).map(each => each.label[language]),
    mayWork: may(staff.role, 'work') && person !== null,
  }
}
