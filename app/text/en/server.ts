import type { server as nl } from '../nl/server.ts'
import type { Widen } from '../widen.ts'

export const server: Widen<typeof nl> = {
  refused: {
    400: { title: 'We do not understand this request', text: 'Go back and try again.' },
    403: {
      title: 'This form has expired',
      text: 'Nothing has changed. Go back, refresh the page and try again. Cookies must be on.',
    },
    404: { title: 'This page does not exist', text: 'The address is wrong, or the page is gone.' },
    405: { title: 'That is not possible here', text: 'This page cannot do that.' },
    413: { title: 'This is too large', text: 'Nothing was saved. Make your text shorter and try again.' },
    415: { title: 'We do not know this kind of message', text: 'Use the form on the page.' },
    421: { title: 'Wrong address', text: 'This program does not belong to this address.' },
    500: { title: 'That did not go well', text: 'Something went wrong on our side. Please try again in a moment.' },
    503: { title: 'We are too busy now', text: 'Please try again in a few minutes.' },
  },
  home: 'To the overview',
  mailbox: {
    title: 'Mailbox of the demo',
    text: 'The demo sends no mail. Everything it would have sent stands here.',
    empty: 'There is no mail yet.',
    to: 'To',
    at: 'At',
    shown: most => `The newest ${most} messages.`,
  },
  link: {
    title: 'Sign in with a link',
    text: 'This link works once. Press the button to sign in.',
    button: 'Sign in',
    used: 'This link no longer works',
    usedText: 'The link was used or has expired. Sign in with your e-mail address.',
    signIn: 'To signing in',
  },
  calendar: {
    summary: reference => `Answer to request ${reference} due`,
    description: 'The answer must be there on this day at the latest.',
  },
}
