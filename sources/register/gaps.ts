/**
 * What only the controller can fill in, found in the register itself. A gap is no fault: the portal runs with it, and
 * says openly what is not known (AMB-12, AMB-13, AMB-19).
 */
import type { Words } from '#domain/language.ts'
import type { Register } from '#domain/register.ts'

export type Gap = Register['gaps'][number]

/** Countries of the European Economic Area, where no Art. 46 tool is needed (ISO 3166-1 alpha-2). */
const eea = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IS IT LI LV LT LU MT NL NO PL PT RO SK SI ES SE'.split(' '),
)

export function gapsOf(register: Register): Gap[] {
  return [...recipientGaps(register), ...purposeGaps(register), ...cookieGaps(register), ...controllerGaps(register)]
}

function recipientGaps(register: Register): Gap[] {
  return register.recipients.flatMap(({ id, label, known, country, safeguard }) => [
    ...(known === 'byCategory'
      ? [
          gap(
            `recipient.${id}.name`,
            `De juridische naam van "${label.nl}" ontbreekt (art. 15(1)(c)).`,
            `The legal name of "${label.en}" is not stated (Art. 15(1)(c)).`,
          ),
        ]
      : []),
    ...(country === null
      ? [
          gap(
            `recipient.${id}.country`,
            `Het land van "${label.nl}" ontbreekt, en buiten Europa de waarborg van art. 46 (art. 15(2)).`,
            `The country of "${label.en}" is not stated, nor an Art. 46 tool in case it is outside the EEA (Art. 15(2)).`,
          ),
        ]
      : []),
    ...(country !== null && safeguard === null && !eea.has(country)
      ? [
          gap(
            `recipient.${id}.safeguard`,
            `De waarborg van art. 46 voor "${label.nl}" (${country}) ontbreekt.`,
            `The Art. 46 tool for "${label.en}" (${country}) is not stated.`,
          ),
        ]
      : []),
  ])
}

function purposeGaps(register: Register): Gap[] {
  return register.purposes.flatMap(({ id, category, assumed, basis, retention, logRetention }) => {
    const alone = register.purposes.every(each => each.category !== category || each.retention.kind === 'followHost')
    return [
      ...(assumed
        ? [
            gap(
              `purpose.${id}.assumed`,
              `Doel "${id}": grondslag of termijn is onze aanname. Bevestig die.`,
              `Purpose "${id}": basis or term is our assumption. Confirm it.`,
            ),
          ]
        : []),
      ...(basis === 'notStated'
        ? [
            gap(
              `purpose.${id}.basis`,
              `Doel "${id}" heeft geen genoemde grondslag (art. 6(1)).`,
              `Purpose "${id}" has no stated legal basis (Art. 6(1)).`,
            ),
          ]
        : []),
      ...(retention.kind === 'followHost' && !logRetention && alone
        ? [
            gap(
              `purpose.${id}.term`,
              `Doel "${id}" is het enige van zijn soort en heeft geen eigen termijn.`,
              `Purpose "${id}" is the only one of its category and has no term of its own.`,
            ),
          ]
        : []),
    ]
  })
}

function cookieGaps(register: Register): Gap[] {
  return register.cookies
    .filter(group => group.providers.length === 0)
    .map(({ id }) =>
      gap(
        `cookies.${id}.providers`,
        `Cookiegroep "${id}" noemt geen aanbieders.`,
        `Cookie group "${id}" names no providers.`,
      ),
    )
}

function controllerGaps({ controller }: Register): Gap[] {
  return [
    ...(controller.postalAddress === null
      ? [
          gap(
            'controller.postalAddress',
            'Het postadres van de organisatie ontbreekt.',
            'The postal address of the organisation is not stated.',
          ),
        ]
      : []),
    ...(controller.dataProtectionOfficer === null
      ? [
          gap(
            'controller.dataProtectionOfficer',
            'Er staat niet of er een functionaris voor gegevensbescherming is.',
            'It is not stated whether there is a data protection officer.',
          ),
        ]
      : []),
  ]
}

const gap = (id: string, nl: string, en: string): { id: string; what: Words } => ({ id, what: { nl, en } })
