/** A small register for tests of rules: one table of people, copies of them, log lines, messages and reports. */
import { category, column, purpose, table, words } from '#test/domain/register-parts.ts'
import type { Register } from '#domain/register.ts'

const agreement = { kind: 'whileAndAfter', while: 'agreementActive', anchor: 'agreementEnd', duration: 'P2Y' } as const

export const register: Register = {
  version: 1,
  statement: { title: words('statement'), retrieved: '2026-11-22' },
  controller: {
    name: 'Example',
    product: words('Example'),
    chamberOfCommerce: '12345678',
    email: 'privacy@example.org',
    postalAddress: null,
    dataProtectionOfficer: null,
    supervisoryAuthority: { name: 'Authority', url: 'https://example.org' },
    court: words('court'),
    timeZone: 'Europe/Amsterdam',
    holidays: 'nl-strict',
  },
  subject: {
    source: 'people',
    table: 'member',
    key: 'id',
    email: 'email',
    number: 'number',
    displayName: ['name'],
    facts: {},
  },
  categories: [
    category('identity', ['matching', 'marketing', 'nameCopies']),
    category('location', ['places', 'placeCopies']),
    category('phone', ['calling']),
    category('number', ['telling', 'incidents']),
    category('logs', ['looking']),
    category('contact', ['service']),
    category('messages', ['writing']),
    category('reports', ['safety']),
    category('requests', ['account']),
  ],
  purposes: [
    purpose('matching', 'identity', 'contract', agreement),
    purpose(
      'marketing',
      'identity',
      'consent',
      { ...agreement, while: 'consentLive', endsAtOnceOn: 'consentWithdrawn' },
      { directMarketing: true },
    ),
    purpose('nameCopies', 'identity', 'legitimateInterest', {
      kind: 'maxAfter',
      anchor: 'copyCreated',
      duration: 'P2M',
    }),
    purpose('places', 'location', 'contract', agreement, { automatedMatching: true }),
    purpose('placeCopies', 'location', 'legitimateInterest', {
      kind: 'maxAfter',
      anchor: 'copyCreated',
      duration: 'P1M',
    }),
    purpose('calling', 'phone', 'consent', { ...agreement, endsAtOnceOn: 'consentWithdrawn' }),
    purpose('telling', 'number', 'contract', agreement),
    purpose(
      'incidents',
      'number',
      'legitimateInterest',
      { kind: 'maxAfter', anchor: 'copyCreated', duration: 'P6M' },
      {
        logRetention: { kind: 'maxAfter', anchor: 'logCreated', duration: 'P1M' },
      },
    ),
    purpose(
      'looking',
      'logs',
      'legitimateInterest',
      { kind: 'followHost' },
      {
        logRetention: { kind: 'maxAfter', anchor: 'logCreated', duration: 'P1M' },
      },
    ),
    purpose('service', 'contact', 'notStated', { ...agreement, fallbackAnchor: 'lastContact' }),
    purpose('writing', 'messages', 'contract', agreement),
    purpose('safety', 'reports', 'legitimateInterest', {
      kind: 'untilEvent',
      opened: 'followUpOpened',
      until: 'reportClosed',
      otherwise: { anchor: 'reportCreated', duration: 'P2M' },
    }),
    purpose('account', 'requests', 'legalObligation', { kind: 'maxAfter', anchor: 'requestClosed', duration: 'P2Y' }),
  ],
  sources: [
    {
      id: 'people',
      label: words('people'),
      kind: 'sql',
      setting: 'PEOPLE',
      withoutPersons: [],
      tables: [
        table('member', [
          column('name', 'identity', 'provided'),
          column('email', 'identity', 'provided'),
          column('score', 'identity', 'derived'),
          column('number', 'number', 'assigned', { purposes: ['telling'] }),
          column('postcode', 'location', 'provided'),
          column('phone', 'phone', 'provided'),
        ]),
        table(
          'copy',
          [
            column('name', 'identity', 'provided', { purposes: ['nameCopies'] }),
            column('postcode', 'location', 'provided', { purposes: ['placeCopies'] }),
            column('ticket', 'logs', 'assigned'),
          ],
          { anchors: { copyCreated: 'at' } },
        ),
        table(
          'line',
          [column('action', 'logs', 'observed'), column('nameInLog', 'identity', 'observed', { purposes: [] })],
          { isLog: true, at: 'at' },
        ),
        table('contact', [column('question', 'contact', 'provided'), column('note', 'contact', 'staffAuthored')]),
        table(
          'message',
          [
            column('text', 'messages', 'provided'),
            column('readAt', 'messages', 'observed'),
            column('other', 'messages', 'thirdParty', { portableException: true }),
          ],
          {
            subject: [
              { column: 'sender', role: 'sender', roleLabel: words('sender'), hide: ['readAt'] },
              { column: 'receiver', role: 'receiver', roleLabel: words('receiver'), originOf: { text: 'thirdParty' } },
            ],
          },
        ),
        table('report', [column('substance', 'reports', 'thirdParty')], {
          anchors: { reportCreated: 'at', reportClosed: 'closed', followUpOpened: 'opened' },
        }),
        table('request', [column('step', 'requests', 'staffAuthored')], { anchors: { requestClosed: 'closed' } }),
      ],
    },
  ],
  recipients: [],
  cookies: [],
  known: {},
  automatedDecisions: { exists: false, text: words('none') },
  transfers: words('none'),
  gaps: [],
}
