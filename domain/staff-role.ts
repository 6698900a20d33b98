/** What a role lets a staff member do; everything else is refused (least privilege, Art. 25(2) and 32). */
export const staffRoles = ['handler', 'approver', 'officer', 'admin'] as const
export type StaffRole = (typeof staffRoles)[number]

/**
 * - `seeQueue`: which requests there are and how they stand, without anybody's data
 * - `seeData`: open the data of the person behind a request, after saying why; each look is recorded
 * - `work`: take a request, file what came in, ask, extend, review, decide, write and send
 * - `approve`: agree, as a second person, to what somebody else decided
 * - `seeLog`: read the logbook of the whole house, export it, have it verified
 * - `seeReports`: figures without anybody's data
 * - `editTemplates`: the organisation's own text for letters
 * - `seePost`: which letters wait or failed, and send them again
 * - `seeTeam`: who works here, with which role
 */
export const staffActs = [
  'seeQueue',
  'seeData',
  'work',
  'approve',
  'seeLog',
  'seeReports',
  'editTemplates',
  'seePost',
  'seeTeam',
] as const
export type StaffAct = (typeof staffActs)[number]

const roles: Readonly<Record<StaffAct, readonly StaffRole[]>> = {
  seeQueue: ['handler', 'approver', 'officer', 'admin'],
  seeData: ['handler', 'approver', 'officer'],
  work: ['handler', 'approver'],
  approve: ['approver', 'officer'],
  seeLog: ['officer', 'admin'],
  seeReports: ['handler', 'approver', 'officer', 'admin'],
  editTemplates: ['approver', 'officer'],
  seePost: ['officer', 'admin'],
  seeTeam: ['admin', 'officer'],
}

/** The roles that may do this. */
export const rolesThatMay = (act: StaffAct): readonly StaffRole[] => roles[act]

export const may = (role: StaffRole, act: StaffAct): boolean => roles[act].includes(role)
