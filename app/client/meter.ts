/** Counts again how a letter reads while somebody types it: the same count as the server's, in the words of the page. */
import { plainLines } from '../letter/blocks.ts'
import { measure } from '../text/meter.ts'

/** Milliseconds of quiet before it counts. */
const quiet = 250

/** `[data-meter-of]` names the field it counts; its places are `[data-meter]`. */
export function keepMeasuring(panel: HTMLElement): void {
  const field = document.getElementById(panel.dataset.meterOf ?? '')
  if (!(field instanceof HTMLTextAreaElement)) return
  const language = document.querySelector<HTMLSelectElement>('select[name="language"]')?.value === 'en' ? 'en' : 'nl'
  const page = document.documentElement.lang || 'nl'
  const place = (name: string) => panel.querySelector<HTMLElement>(`[data-meter="${name}"]`)
  const figure = (name: string, value: number) => {
    const found = place(name)
    if (found) found.textContent = new Intl.NumberFormat(page).format(value)
  }
  const list = (name: string, lines: readonly string[]) => {
    const none = panel.dataset.none ?? ''
    const items = (lines.length > 0 ? lines : [none]).map(line => {
      const item = document.createElement('li')
      item.textContent = line
      return item
    })
    place(name)?.replaceChildren(...items)
  }
  const count = () => {
    const meter = measure(plainLines(field.value), language)
    figure('score', meter.score)
    figure('mean', meter.mean)
    place('plain')?.toggleAttribute('hidden', !meter.plain)
    place('hard-to-read')?.toggleAttribute('hidden', meter.plain)
    list(
      'long',
      meter.long.map(({ sentence, words }) => `${sentence} (${words})`),
    )
    const { better = '…', shorter = '' } = panel.dataset
    list(
      'hard',
      meter.hard.map(({ word, instead }) => `${word} (${instead ? better.replace('…', instead) : shorter})`),
    )
  }
  let waiting: ReturnType<typeof setTimeout> | undefined
  field.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(count, quiet)
  })
}
