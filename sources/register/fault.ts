/** What is wrong in a register, said so that whoever typed it can mend it. English: the operator's language. */

/** Where in the file: keys from the top, as in `['categories', 'phone', 'purposes', 'pho_contact']`. */
export type Path = readonly (string | number)[]

/** Every kind of fault there is; scripts and tests can rely on these names. */
export const rules = [
  'notYaml',
  'duplicateId',
  'unknownKey',
  'missingKey',
  'wrongValue',
  'missingLanguage',
  'purposeWithoutTerm',
  'termUnreadable',
  'termDisagrees',
  'interestMissing',
  'categoryWithoutPurpose',
  'categoryWithoutData',
  'unknownCategory',
  'unknownPurpose',
  'unknownSource',
  'unknownTable',
  'unknownColumn',
  'enumWithoutLegend',
  'legendWithoutEnum',
  'originMissing',
  'editNotProvided',
  'nameWithoutPerson',
  'listedTwice',
  'anchorWithoutFact',
  'consentWithoutRecord',
  'wrongPattern',
  'dateOfBirth',
  'citizenNumber',
  'tableNotRegistered',
  'columnNotRegistered',
  'tableNotInSource',
  'columnNotInSource',
  'sourceRefuses',
] as const
export type Rule = (typeof rules)[number]

/** A fault before it has a line: `at` is where it stands, `onKey` points at the key instead of its value. */
export type Complaint = { rule: Rule; at: Path; message: string; cure: string }

export type Fault = Complaint & { file: string; line: number; column: number; path: string }

/** The fault as one line for a terminal: `register.yaml:214:7: purpose "x" has no term. Add "retention:" (see …).` */
export function faultLine(fault: Fault): string {
  return `${fault.file}:${fault.line}:${fault.column}: ${fault.message}. ${fault.cure}`
}

/** The path as one text: `categories.phone.purposes.pho_contact`. */
export function dotted(path: Path): string {
  return path.join('.')
}
