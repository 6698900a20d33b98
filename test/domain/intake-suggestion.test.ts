/** Letters as people write them, and which rights staff are offered for them. A suggestion may miss; it must not invent. */
import { describe, expect, it } from 'vitest'
import { suggestRights } from '#domain/intake-suggestion.ts'
import { type Right, rights } from '#domain/right.ts'

const letters: readonly (readonly [text: string, ...wanted: Right[]])[] = [
  ['Graag ontvang ik inzage in mijn persoonsgegevens.', 'access'],
  ['Ik doe een beroep op artikel 15 AVG.', 'access'],
  ['Kunt u mij een kopie sturen van alles wat u over mij heeft?', 'access'],
  ['Welke gegevens hebben jullie eigenlijk van mij?', 'access'],
  ['Hallo, ik wil graag weten welke informatie jullie over mij bewaren. Groet, Ans', 'access'],
  ['I would like to see what data you hold about me.', 'access'],
  ['This is a subject access request under Art. 15 GDPR.', 'access'],
  ['Please send me a copy of my file.', 'access'],
  ['Verwijder al mijn gegevens!!!', 'erasure'],
  ['wis mijn account', 'erasure'],
  ['Ik wil vergeten worden.', 'erasure'],
  ['Ik wil dat mijn dossier\nwordt vernietigd.', 'erasure'],
  ['Please delete everything you have on me.', 'erasure'],
  ['Stuur mij alles wat u heeft.', 'access'],
  ['I want to be forgotten', 'erasure'],
  ['Mijn naam is verkeerd gespeld, het is Yılmaz.', 'rectification'],
  ['Het adres dat u van mij heeft klopt niet meer.', 'rectification'],
  ['Wilt u mijn telefoonnummer wijzigen in 06 00 00 00 00?', 'rectification'],
  ['My surname is misspelled in your records.', 'rectification'],
  ['The phone number you have is not correct.', 'rectification'],
  ['Ik wil mijn gegevens meenemen naar een andere dienst.', 'portability'],
  ['Graag mijn data in een machineleesbaar bestand.', 'portability'],
  ['I want to transfer my data to another platform.', 'portability'],
  ['Ik maak bezwaar tegen het gebruik van mijn gegevens.', 'objection'],
  ['Ik wil geen reclame meer van jullie.', 'objection'],
  ['I object to direct marketing.', 'objection'],
  ['Ik trek mijn toestemming voor de nieuwsbrief in.', 'withdrawal'],
  ['Hierbij wil ik mijn toestemming intrekken.', 'withdrawal'],
  ['I withdraw my consent.', 'withdrawal'],
  ['Gebruik mijn gegevens tijdelijk niet, tot dit is uitgezocht.', 'restriction'],
  ['I ask for restriction of processing.', 'restriction'],
  ['Ik wil dat een mens naar mijn afwijzing kijkt.', 'humanReview'],
  ['I want human review of this automated decision.', 'humanReview'],
  [
    'Geachte heer, mevrouw,\n\nStuur mij een overzicht van mijn gegevens. Mijn achternaam klopt niet: het is Bakker. ' +
      'En haal mijn foto weg; verwijder die foto.\n\nMet vriendelijke groet',
    'access',
    'rectification',
    'erasure',
  ],
  ['Ik wil mijn gegevens niet alleen inzien maar ook laten wissen uit uw bestand.', 'access', 'erasure'],
  ['Ik wil mijn gegevens inzien, niet verwijderen.', 'access'],
  // Denied, or about something else.
  ['Ik wil niet dat jullie mijn gegevens wissen.'],
  ['U hoeft mijn gegevens niet te verwijderen.'],
  ['Please do not delete my account.'],
  ["Don't send me a copy of my data."],
  ['Ik hoef geen inzage.'],
  ['Wat zijn jullie openingstijden?'],
  ['Bedankt voor het gesprek van gisteren.'],
  ['The object of this letter is to thank you.'],
  ['Ik wil de vergadering van 17 mei verzetten.'],
  ['De kopie van de factuur volgt.'],
  [''],
  ['   \n\n  '],
  // Hostile.
  ['<script>alert("verwijder")</script>'],
  ['__proto__ constructor toString'],
  ["'; drop table letter; --"],
]

describe('rights that a letter seems to ask for', () => {
  it.each(letters)('%j', (text, ...wanted) => {
    expect(suggestRights(text).map(each => each.right)).toEqual(rights.filter(each => wanted.includes(each)))
  })

  it('come with the words that say so, as they were written, short', () => {
    const [found] = suggestRights('Beste mensen. Verwijder   AL mijn gegevens nu. Dank.')
    expect(found?.said).toBe('Verwijder AL mijn gegevens nu')
    const long = suggestRights(`${'w'.repeat(500)} inzage ${'z'.repeat(500)}`)[0]!.said
    expect(long.length).toBeLessThanOrEqual(80)
  })

  it.each([
    ['words', 'gegevens verwijder niet '],
    ['one word', 'a'],
    ['signs', '.,;:!?'],
    ['marks', 'e\u0301'],
    ['newlines', '\n'],
    ['cues only', 'artikel wis kopie '],
  ])('are found however a letter is made, and what is beyond the longest one is not read: %s', (_, part) => {
    const of = (length: number) => part.repeat(Math.ceil(length / part.length)).slice(0, length)
    // A pattern that tries everything would not come to an end within the time a test has.
    expect(suggestRights(of(5_000_000))).toEqual(suggestRights(of(20_000)))
  })
})
