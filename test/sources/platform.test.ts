/** The contract on the demo platform, through We Do Better's own register: a database and a folder of files. */
import { contract } from './contract.ts'
import { demoPlatform } from './demo-platform.ts'

const known = ['eva@voorbeeld.example', 'jose@voorbeeld.example', 'leeg@voorbeeld.example', 'veel@voorbeeld.example']

async function open(sourceId?: string) {
  const demo = await demoPlatform({ members: 60, records: 1500 })
  const people = await Promise.all(known.map(email => demo.platform.locate({ email })))
  return {
    source: sourceId ? demo.sources.get(sourceId)! : demo.platform,
    people: people.map(each => each!),
    categories: demo.categories,
    finds: sourceId === undefined,
    dispose: demo.dispose,
  }
}

contract('the platform database', () => open())
contract('the folder of profile files', () => open('profile-files'))
