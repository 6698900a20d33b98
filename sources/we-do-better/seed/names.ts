/** Names and places that invented members get. Every address lies in a domain that can never exist. */
import type { Chance } from './chance.ts'

const first = [
  'Aïsha',
  'Anne',
  'Anouk',
  'Bart',
  'Björn',
  'Bram',
  'Carla',
  'Daan',
  'Daphne',
  'Desirée',
  'Emre',
  'Esther',
  'Femke',
  'Finn',
  'François',
  'Geert',
  'Hanna',
  'Henk',
  'Ilse',
  'İpek',
  'Jaap',
  'Jelle',
  'Joël',
  'Karin',
  'Khadija',
  'Lars',
  'Lieke',
  'Łukasz',
  'Maartje',
  'Mehmet',
  'Mila',
  'Niels',
  'Noor',
  'Nguyễn',
  'Olga',
  'Pieter',
  'Quinten',
  'Renée',
  'Roos',
  'Saïd',
  'Sanne',
  'Sjoerd',
  'Søren',
  'Tess',
  'Thijs',
  'Umar',
  'Vera',
  'Wietske',
  'Xander',
  'Yara',
  'Zeynep',
  'Zoë',
] as const
const last = [
  'Aarts',
  'van den Akker',
  'Bakker',
  'van der Berg',
  'Bos',
  'Çelik',
  'de Boer',
  "d'Hondt",
  'Dijkstra',
  'El Idrissi',
  'van Essen',
  'Fernández',
  'Geurts',
  "in 't Veld",
  'Hendriks',
  'Jacobs',
  'Janssen',
  'de Jong',
  'Kowalski',
  'Kuipers',
  'Lammers',
  'van Leeuwen',
  'Meijer',
  'Müller',
  'Nguyen',
  "'t Hart",
  'van Oorschot',
  'Özdemir',
  'Peeters',
  'Postma',
  'Prins',
  'de Ridder',
  'Schouten',
  'Smit',
  'van der Steen',
  'Timmermans',
  "van 't Hof",
  'Verhoeven',
  'Visser',
  'de Vries',
  'van Wijk',
  'IJsselstein',
  'Zijlstra',
] as const

export type Place = { name: string; province: string; latitude: number; longitude: number; digits: number }
export const places: readonly Place[] = [
  { name: 'Amsterdam', province: 'Noord-Holland', latitude: 52.37, longitude: 4.9, digits: 1012 },
  { name: "'s-Hertogenbosch", province: 'Noord-Brabant', latitude: 51.7, longitude: 5.3, digits: 5211 },
  { name: 'Utrecht', province: 'Utrecht', latitude: 52.09, longitude: 5.12, digits: 3511 },
  { name: "'s-Gravenhage", province: 'Zuid-Holland', latitude: 52.08, longitude: 4.31, digits: 2511 },
  { name: 'Rotterdam', province: 'Zuid-Holland', latitude: 51.92, longitude: 4.48, digits: 3011 },
  { name: 'Groningen', province: 'Groningen', latitude: 53.22, longitude: 6.57, digits: 9711 },
  { name: 'Súdwest-Fryslân', province: 'Fryslân', latitude: 53.03, longitude: 5.66, digits: 8601 },
  { name: 'Eindhoven', province: 'Noord-Brabant', latitude: 51.44, longitude: 5.48, digits: 5611 },
  { name: 'Zwolle', province: 'Overijssel', latitude: 52.51, longitude: 6.09, digits: 8011 },
  { name: 'Maastricht', province: 'Limburg', latitude: 50.85, longitude: 5.69, digits: 6211 },
  { name: 'Middelburg', province: 'Zeeland', latitude: 51.5, longitude: 3.61, digits: 4331 },
  { name: 'Arnhem', province: 'Gelderland', latitude: 51.98, longitude: 5.91, digits: 6811 },
  { name: 'Assen', province: 'Drenthe', latitude: 52.99, longitude: 6.56, digits: 9401 },
  { name: 'Almere', province: 'Flevoland', latitude: 52.35, longitude: 5.26, digits: 1315 },
  { name: 'Haarlem', province: 'Noord-Holland', latitude: 52.38, longitude: 4.64, digits: 2011 },
  { name: 'IJmuiden', province: 'Noord-Holland', latitude: 52.46, longitude: 4.61, digits: 1971 },
]

export type Person = {
  id: number
  firstName: string
  lastName: string
  displayName: string
  email: string
  phone: string
  memberNumber: string
  address: string
  place: Place
  postcode: string
}

const numberSigns = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const postcodeSigns = 'ABCDEGHJKLNPRSTVWXZ'

/** The same person for the same number, whatever else is made. */
export function person(id: number, random: Chance): Person {
  const firstName = random.pick(first)
  const lastName = random.pick(last)
  const place = random.pick(places)
  const sign = () => numberSigns[random.between(0, 31)]!
  const group = () => sign() + sign() + sign() + sign()
  // Ten digits that no phone company gives out: 06 and then our own count, which begins with zeros.
  const phone = `06${String(id).padStart(8, '0')}`
  return {
    id,
    firstName,
    lastName,
    displayName: `${firstName} ${initialOf(lastName)}`,
    email: `${plain(firstName)}.${plain(lastName)}.${id}@leden.example`,
    phone: id % 3 === 0 ? `06-${phone.slice(2, 4)} ${phone.slice(4, 6)} ${phone.slice(6, 8)} ${phone.slice(8)}` : phone,
    memberNumber: `WDB-${group()}-${group()}`,
    // Documentation addresses (RFC 3849): nobody ever has one.
    address: `2001:db8:${(id >>> 16).toString(16)}:${(id & 0xffff).toString(16)}::1`,
    place,
    postcode: `${place.digits} ${random.pick([...postcodeSigns])}${random.pick([...postcodeSigns])}`,
  }
}

function initialOf(lastName: string): string {
  const capital = /\p{Lu}/u.exec(lastName)
  return capital ? `${lastName.slice(0, capital.index)}${capital[0]}.` : `${lastName.charAt(0)}.`
}

/** Lower-case letters a–z of a name, for an address. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/ı/g, 'i')
    .replace(/[^a-z]/g, '')
}

export const companies = [
  'Zorg om de Hoek',
  'Groen & Doen',
  'Bouwploeg Noord',
  'Klusbedrijf De Hamer',
  'Stichting Buurtkeuken',
  'Taalhuis West',
  'Fietswerk',
  'Café ’t Hoekje',
  'Webwinkel Warm Wol',
  'Techniek Voor Elkaar',
  'Boekhouding & Zo',
  'Thuis Verhuizen',
] as const
