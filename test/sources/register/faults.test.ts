/** Each kind of fault, made on purpose in the example of the guide: exactly that fault, on its line, with its cure. */
import { describe, expect, it } from 'vitest'
import { checkRegister } from '#sources/register/check.ts'
import { faultLine, type Rule, rules } from '#sources/register/fault.ts'
import { changed, exampleColumns, exampleYaml, guideText, lineOf, readExample } from './example.ts'

/** `on` begins the line that the fault must name, in the changed register. */
type Row = readonly [rule: Rule, what: string, was: string, is: string, on: string, says: string, cure: string]

const inFile: readonly Row[] = [
  [
    'notYaml',
    'brackets that are never closed',
    'displayName: [pasnaam]',
    'displayName: [pasnaam',
    '  facts: {agreementStart',
    'this is not YAML',
    'Mend the indentation or the quotes.',
  ],
  [
    'duplicateId',
    'a table that stands there twice',
    '      weblog:\n',
    '      pas:\n',
    '      pas:\n        label: {nl: Logregels',
    'this name stands here twice',
    'Give one of them another name, or remove it.',
  ],
  [
    'duplicateId',
    'a purpose of two categories',
    '      tip_share:\n',
    '      loa_lending:\n',
    '      loa_lending:\n        label: {nl: Tips bezorgen',
    'purpose "loa_lending" is already a purpose of category "loans"',
    'a purpose belongs to one category',
  ],
  [
    'unknownKey',
    'a typing mistake',
    'directMarketing: true',
    'directMarketting: true',
    '        directMarketting',
    'purpose "per_news" has a key "directMarketting" that means nothing here',
    'Did you mean "directMarketing:"?',
  ],
  [
    'unknownKey',
    'a key that does not exist',
    '  email: privacy@delinde.example',
    '  email: privacy@delinde.example\n  fax: none',
    '  fax: none',
    'has a key "fax" that means nothing here',
    'Remove it, or use one of: name, product, chamberOfCommerce',
  ],
  [
    'unknownKey',
    'a text that a comma cuts off',
    'meaning: {nl: Wanneer je stopte., en: When you stopped.}',
    'meaning: {nl: Wanneer je stopte, of bijna., en: When you stopped.}',
    '            meaning: {nl: Wanneer je stopte, of',
    'the meaning of column "lid.lid_tot" stops at its first comma',
    'Put quotes around the text (see docs/connecting.md#the-file).',
  ],
  [
    'missingKey',
    'a column without a meaning',
    '            meaning: {nl: De naam op je pas., en: The name on your card.}\n',
    '',
    '          pasnaam:',
    'column "lid.pasnaam" has no "meaning"',
    'Add "meaning:" (see docs/connecting.md#columns).',
  ],
  [
    'missingKey',
    'a column without a category',
    '        at: op\n        category: person\n        origin: provided\n',
    '        at: op\n        origin: provided\n',
    '          waarvoor:\n            label',
    'column "keuze.waarvoor" has no category',
    'Add "category:" to the column or to its table',
  ],
  [
    'missingKey',
    'a table that says about whom its rows are in no way',
    'subject:\n          owner: {label: {nl: Jouw bezoek, en: Your visit}, column: lid_nr}',
    'subject: {}',
    '        subject: {}',
    'table "weblog" does not say whose rows these are',
    'or list the table under "withoutPersons:"',
  ],
  [
    'wrongValue',
    'a basis that the law does not know',
    'basis: legalObligation',
    'basis: curiosity',
    '        basis: curiosity',
    '"basis" of purpose "req_account" cannot be "curiosity"',
    'Write "contract", "consent", "legitimateInterest", "legalObligation" or "notStated"',
  ],
  [
    'wrongValue',
    'a setting that is an address',
    'setting: LIBRARY_SCANS',
    'setting: /srv/scans',
    '    setting: /srv/scans',
    '"setting" of source "scans" cannot be "/srv/scans"',
    'capitals, digits and _, as in CRM_DATABASE',
  ],
  [
    'wrongValue',
    'a name that cannot be part of an address',
    '  mailer:',
    '  Mail Service:',
    '  Mail Service:',
    'the name "Mail Service" cannot be used',
    'small letters, digits and _',
  ],
  [
    'missingLanguage',
    'a label without English',
    'label: {nl: Passen, en: Cards}',
    'label: {nl: Passen}',
    '        label: {nl: Passen}',
    'the label of table "pas" has no text in English',
    'Add "en:" (see docs/connecting.md#texts).',
  ],
  [
    'missingLanguage',
    'an empty Dutch text',
    'interest: {nl: Een website die werkt., en: A website that works.}',
    "interest: {nl: '', en: A website that works.}",
    "        interest: {nl: ''",
    'the interest of purpose "tra_repair" has no text in Dutch',
    'Add "nl:"',
  ],
  [
    'purposeWithoutTerm',
    'a purpose that never ends',
    '        retention: while consent, then P1Y after agreementEnd, ends on consentWithdrawn\n',
    '',
    '      per_news:',
    'purpose "per_news" has no term',
    'Add "retention:" (see docs/connecting.md#retention).',
  ],
  [
    'termUnreadable',
    'a term in other words',
    'retention: P2Y after requestClosed',
    'retention: two years or so',
    '        retention: two years or so',
    '"retention" of purpose "req_account" cannot be read: "two years or so"',
    'Write for instance "while agreement, then P2Y after agreementEnd"',
  ],
  [
    'termDisagrees',
    'a rule that says three years and words that say two',
    'retention: P2Y after requestClosed',
    'retention: P3Y after requestClosed',
    '        term: {nl: Tot 2 jaar nadat',
    'purpose "req_account" keeps for P3Y, but its words (nl) do not say "3 jaar"',
    'Make "term:" and "retention:" say the same.',
  ],
  [
    'interestMissing',
    'a legitimate interest that nobody names',
    '        interest: {nl: Een website die werkt., en: A website that works.}\n',
    '',
    '        basis: legitimateInterest\n        retention: follows others',
    'purpose "tra_repair" rests on a legitimate interest (6(1)(f)) but does not name it',
    'Add "interest:" (see docs/connecting.md#purposes).',
  ],
  [
    'categoryWithoutPurpose',
    'data for nothing',
    '    heldBy: portal\n    purposes:\n      req_account:',
    '    heldBy: portal\n    purposes: {}\n  spare:\n    label: {nl: Los, en: Spare}\n    meaning: {nl: Los., en: Spare.}\n    review: never\n    heldBy: portal\n    purposes:\n      req_account:',
    '    purposes: {}',
    'category "requests" has no purpose',
    'Say what the data are for under "purposes:", or do not hold them',
  ],
  [
    'categoryWithoutData',
    'a category that no column is in',
    '    heldBy: portal\n',
    '',
    '  requests:',
    'no column of any source is in category "requests"',
    'Put "category:" at the columns that belong to it, or remove the category.',
  ],
  [
    'unknownCategory',
    'a category that is not there',
    '        category: loans\n        subject:\n          owner',
    '        category: lones\n        subject:\n          owner',
    '        category: lones',
    'there is no category "lones"',
    'Add it under "categories:", or mend the name.',
  ],
  [
    'unknownPurpose',
    'a recipient for a purpose that is not there',
    'purposes: [tra_repair]',
    'purposes: [tra_repare]',
    '    purposes: [tra_repare]',
    'there is no purpose "tra_repare"',
    'Add it under a category, or mend the name.',
  ],
  [
    'unknownPurpose',
    'a column that serves a purpose of another category',
    '            origin: provided\n            type: file',
    '            origin: provided\n            purposes: [tip_share, com_solve]\n            type: file',
    '            purposes: [tip_share, com_solve]',
    'purpose "tip_share" belongs to category "tips", not to "complaints"',
    'Name a purpose of "complaints"',
  ],
  [
    'unknownSource',
    'files of a source that is not there',
    'pathsFrom: {source: catalogue,',
    'pathsFrom: {source: archive,',
    '    pathsFrom: {source: archive,',
    'there is no source "archive"',
    'Name one that stands under "sources:".',
  ],
  [
    'unknownTable',
    'a way to the person through a table that is not there',
    'via: [{table: pas, key: id, column: lid_nr}]',
    'via: [{table: kaart, key: id, column: lid_nr}]',
    '            via: [{table: kaart',
    'source "catalogue" has no table "kaart"',
    'Add the table under "sources: catalogue: tables:", or mend the name.',
  ],
  [
    'unknownColumn',
    'a way to the person over a column that is not there',
    'via: [{table: pas, key: id, column: lid_nr}]',
    'via: [{table: pas, key: id, column: lid_id}]',
    '            via: [{table: pas, key: id, column: lid_id',
    'table "pas" has no column "lid_id"',
    'Add it under "columns:" or "excluded:" of that table, or mend the name',
  ],
  [
    'unknownColumn',
    'an e-mail column that is not there',
    '  email: mail\n',
    '  email: e_mail\n',
    '  email: e_mail',
    'table "lid" has no column "e_mail"',
    'or mend the name',
  ],
  [
    'enumWithoutLegend',
    'codes that nobody explains',
    '            legend: {ok: {nl: In gebruik, en: In use}, kwijt: {nl: Kwijt, en: Lost}}\n',
    '',
    '            type: enum\n      uitlening:',
    'column "pas.status" holds codes that nobody explains',
    'Add "legend:" with every code',
  ],
  [
    'legendWithoutEnum',
    'a legend for free text',
    '            type: enum\n            legend: {ok:',
    '            legend: {ok:',
    '            legend: {ok:',
    'column "pas.status" has a legend but is not an enum',
    'Add "type: enum", or remove the legend.',
  ],
  [
    'originMissing',
    'a value that comes from nowhere',
    '            meaning: {nl: Of je ermee kunt lenen., en: Whether you can borrow with it.}\n            origin: assigned\n',
    '            meaning: {nl: Of je ermee kunt lenen., en: Whether you can borrow with it.}\n',
    '          status:',
    'column "pas.status" does not say where its value comes from',
    'Add "origin:" to the column or to its table',
  ],
  [
    'editNotProvided',
    'a number of ours that people may change',
    '            meaning: {nl: Het nummer op je pas., en: The number on your card.}\n            origin: assigned\n',
    '            meaning: {nl: Het nummer op je pas., en: The number on your card.}\n            origin: assigned\n            selfService: edit\n',
    '            selfService: edit\n          lid_sinds',
    'column "lid.lidnummer" is not given by the person',
    'Write "selfService: review" or "view".',
  ],
  [
    'nameWithoutPerson',
    'a name that stands nowhere',
    '          aan_lid: {table: lid, key: nr, name: pasnaam, deletedName: *gone}\n',
    '',
    '            thirdParty: displayName\n          tekst',
    'column "tip.aan_lid" shows a person\'s name, and nothing says where that name stands',
    'Add "aan_lid:" under "people:" of the table',
  ],
  [
    'listedTwice',
    'a column that is shown and left out',
    '          boek_id: *linking',
    '          boek_id: *linking\n          terug_op: *linking',
    '          terug_op: *linking',
    'column "uitlening.terug_op" stands under "columns:" and under "excluded:"',
    'Keep one of the two.',
  ],
  [
    'anchorWithoutFact',
    'a term that counts from an end nobody records',
    'facts: {agreementStart: lid_sinds, agreementEnd: lid_tot}',
    'facts: {agreementStart: lid_sinds, agreementEnd: lid_tot}'.replace('agreementStart: lid_sinds, ', ''),
    '        retention: while agreement, then P1Y after agreementEnd',
    'purpose "per_membership" counts from "agreementStart", and no column says when that is',
    'Add "agreementStart:" under "subject: facts:"',
  ],
  [
    'anchorWithoutFact',
    'a log whose lines have no moment',
    '        anchors: {logCreated: op}\n',
    '',
    '      weblog:',
    'table "weblog" holds "traces" and gives no moment that its term counts from',
    'Add "anchors: {logCreated: <column>}"',
  ],
  [
    'consentWithoutRecord',
    'a consent that cannot be shown',
    ', purposes: {nieuws: per_news}}',
    ', purposes: {}}',
    '        basis: consent',
    'purpose "per_news" depends on consent, and no table says who gave or withdrew it',
    'Add a code for it under "subject: consents: purposes:"',
  ],
  [
    'wrongPattern',
    'a pattern that is none',
    'numberPattern: L-[0-9]{6}',
    "numberPattern: 'L-[0-9'",
    "  numberPattern: 'L-[0-9'",
    '"numberPattern" is not a regular expression',
    'Mend it, for instance "M-[0-9]{6}".',
  ],
  [
    'dateOfBirth',
    'a date of birth that is put aside (AMB-08)',
    '          geboren_in: {nl: Leeg sinds',
    '          geboortedatum: {nl: Leeg sinds',
    '          geboortedatum',
    'column "lid.geboortedatum" looks like a date of birth and has no category',
    'add a category with a purpose, a basis and a term first',
  ],
  [
    'citizenNumber',
    'a citizen service number without an Act (UAVG 46)',
    '          lidnummer:\n            label',
    '          bsn:\n            label: {nl: BSN, en: BSN}\n            meaning: {nl: Nummer., en: Number.}\n          lidnummer:\n            label',
    '          bsn:',
    'column "lid.bsn" looks like a citizen service number',
    'with "allowedBy:" and the Act',
  ],
]

describe('a register file', () => {
  it.each(inFile)('%s: %s', (rule, _what, was, is, on, says, cure) => {
    const yaml = changed(was, is)
    const { faults, register } = readExample(yaml)
    expect(faults.filter(fault => fault.rule !== rule).map(faultLine)).toEqual([])
    const [first] = faults
    expect(first?.message).toContain(says)
    expect(first?.cure).toContain(cure)
    expect(first?.file).toBe('register.yaml')
    expect(first?.line).toBe(lineOf(yaml, on))
    expect(register).toBeNull()
  })

  it('a fault is one line: file, line, column, what is wrong and how to mend it', () => {
    const yaml = changed('        retention: follows others\n', '')
    const line = lineOf(yaml, '      tra_repair:')
    expect(readExample(yaml).faults.map(faultLine)).toEqual([
      `register.yaml:${line}:7: purpose "tra_repair" has no term. Add "retention:" (see docs/connecting.md#retention).`,
    ])
  })

  it('all faults are told at once, in the order of the file, whatever their kind', () => {
    const yaml = [
      ['label: {nl: Passen, en: Cards}', 'label: {nl: Passen}'],
      ['        retention: follows others\n', ''],
      ['purposes: [tra_repair]', 'purposes: [tra_repare]'],
      ['  email: mail\n', '  email: e_mail\n'],
    ].reduce((text, [was, is]) => changed(was!, is!, text), exampleYaml)
    const found = readExample(yaml).faults.map(fault => fault.rule)
    expect(found).toEqual(['unknownColumn', 'purposeWithoutTerm', 'missingLanguage', 'unknownPurpose'])
  })

  it('a category that is a citizen service number with its Act is allowed', () => {
    const yaml = changed(
      '          lidnummer:\n            label',
      '          bsn:\n            label: {nl: BSN, en: BSN}\n            meaning: {nl: Nummer., en: Number.}\n            allowedBy: Wabb art. 10\n          lidnummer:\n            label',
    )
    expect(readExample(yaml).faults.map(faultLine)).toEqual([])
  })

  it('nothing at all, a list, and a text of megabytes are faults and not crashes', () => {
    for (const yaml of [
      '',
      '- a\n- b',
      'controller: &a [*a]',
      'sources: &a {platform: *a}',
      'version: *nowhere',
      'x'.repeat(5_000_000),
      'a: &a [*a]',
      '[',
      '%',
      '\u0000',
    ]) {
      const { faults, register } = readExample(yaml)
      expect(register).toBeNull()
      expect(faults.length).toBeGreaterThan(0)
    }
  })

  it('aliases that multiply themselves do not eat the memory', () => {
    const bomb = Array.from({ length: 40 }, (_, index) =>
      index === 0
        ? 'a0: &a0 [x, x, x, x]'
        : `a${index}: &a${index} [*a${index - 1}, *a${index - 1}, *a${index - 1}, *a${index - 1}]`,
    ).join('\n')
    expect(readExample(bomb).faults.length).toBeGreaterThan(0)
  })
})

/** The line of the last key, looked for one after the other. */
const where = (...keys: string[]) => {
  let from = 0
  for (const key of keys) from = exampleYaml.indexOf(key, from)
  return exampleYaml.slice(0, from).split('\n').length
}

describe('a register and the tables that really exist', () => {
  const { register, placed } = readExample()
  const check = (described: typeof exampleColumns) => placed(checkRegister(register!, described))

  it('the example knows every column of its own tables', () => {
    expect(check(exampleColumns)).toEqual([])
  })

  it('a column that the register does not know is a fault at the columns of its table', () => {
    const [fault, ...more] = check([...exampleColumns, { source: 'catalogue', table: 'lid', column: 'telefoon' }])
    expect(more).toEqual([])
    expect(fault?.rule).toBe('columnNotRegistered')
    expect(fault?.message).toBe('column "lid.telefoon" exists and the register does not know it')
    expect(fault?.cure).toContain('Add it under "columns:", or under "excluded:"')
    expect(fault?.line).toBe(where('      lid:\n', '        columns:'))
  })

  it('a table that the register does not know is a fault at the tables of its source', () => {
    const [fault, ...more] = check([...exampleColumns, { source: 'catalogue', table: 'boete', column: 'id' }])
    expect(more).toEqual([])
    expect(fault?.rule).toBe('tableNotRegistered')
    expect(fault?.line).toBe(where('  catalogue:\n', '    tables:'))
  })

  it('a column that no longer exists is a fault where the register names it', () => {
    const [fault, ...more] = check(
      exampleColumns.filter(({ table, column }) => table !== 'weblog' || column !== 'adres'),
    )
    expect(more).toEqual([])
    expect(fault?.rule).toBe('columnNotInSource')
    expect(fault?.line).toBe(where('      weblog:\n', '          adres:'))
  })

  it('a table that no longer exists is a fault, also one without persons', () => {
    expect(check(exampleColumns.filter(({ table }) => table !== 'tip')).map(fault => fault.message)).toEqual([
      'source "catalogue" has no table "tip"',
    ])
    const [fault] = check(exampleColumns.filter(({ table }) => table !== 'boek'))
    expect(fault?.rule).toBe('tableNotInSource')
    expect(fault?.line).toBe(where('    withoutPersons:', '      boek:'))
  })

  it.each([
    ['dateOfBirth', 'lid', 'geboortedatum'],
    ['dateOfBirth', 'lid', 'dateOfBirth'],
    ['dateOfBirth', 'boek', 'author_birth_date'],
    ['citizenNumber', 'lid', 'bsn'],
    ['citizenNumber', 'lid', 'memberBsn'],
    ['citizenNumber', 'boek', 'burgerservicenummer'],
  ])('%s: %s.%s may not be there unseen', (rule, table, column) => {
    expect(check([...exampleColumns, { source: 'catalogue', table, column }]).map(fault => fault.rule)).toEqual([rule])
  })

  it('a source that did not answer is not judged', () => {
    expect(check([])).toEqual([])
  })
})

describe('the guide', () => {
  it('explains every kind of fault, and every fault in this test is made at least once', () => {
    expect(rules.filter(rule => !guideText.includes(`\`${rule}\``))).toEqual([])
    const compared = [
      'tableNotRegistered',
      'columnNotRegistered',
      'tableNotInSource',
      'columnNotInSource',
      'sourceRefuses',
    ]
    const made = new Set<string>([...inFile.map(([rule]) => rule), ...compared])
    expect(rules.filter(rule => !made.has(rule))).toEqual([])
  })

  it('has a heading for every place that a cure points to', () => {
    const headings = [...guideText.matchAll(/^## (.+)$/gm)].map(match => match[1]!.toLowerCase().replaceAll(' ', '-'))
    const pointed = inFile.flatMap(([, , was, is]) =>
      readExample(changed(was, is)).faults.flatMap(({ cure }) =>
        [...cure.matchAll(/connecting\.md#([\w-]+)/g)].map(match => match[1]!),
      ),
    )
    expect([...new Set(pointed)].filter(section => !headings.includes(section))).toEqual([])
  })
})
