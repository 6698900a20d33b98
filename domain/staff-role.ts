/** What a role lets a staff member do; everything else is refused (least privilege, Art. 25(2) and 32). */
export const staffRoles = ['handler', 'approver', 'officer', 'admin'] as const
export type StaffRole = (typeof staffRoles)[number]

/**
 * - `seeQueue`: which requests there are and how they stand, without anybody's data
 * - `seeData`: open the data of the person behind a request, after saying why; each look is recorded
 * - `work`: take a request, write notes, release what waits for a person
 */
export type StaffAct = 'seeQueue' | 'seeData' | 'work'

const roles: Readonly<Record<StaffAct, readonly StaffRole[]>> = {
  seeQueue: ['handler', 'approver', 'officer', 'admin'],
  seeData: ['handler', 'approver', 'officer'],
  work: ['handler', 'approver'],
}

/** The roles that may do this. */
export const rolesThatMay = (act: StaffAct): readonly StaffRole[] => roles[act]

export const may = (role: StaffRole, act: StaffAct): boolean => roles[act].includes(role)
