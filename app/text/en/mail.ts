/** Letters. The first line is the message; then the facts; then what to do, or that nothing needs doing. */
import type { mail as nl } from '../nl/mail.ts'
import type { Widen } from '../widen.ts'

export const mail: Widen<typeof nl> = {
  nothingToDo: 'You do not need to do anything.',
  doThis: what => `Do this: ${what}`,
  goThere: site => `Go to ${site} yourself and sign in. Then you can be sure that it is us.`,
  goHelp: site => `Go to ${site} yourself and choose Help. Then you can be sure that it is us.`,
  from: controller => `This message comes from ${controller}.`,
  neverPassport: 'We never ask for a copy of your passport.',
  facts: {
    what: 'About',
    reference: 'Reference',
    standing: 'Where it stands',
    replyBy: 'Please answer before',
    answerBy: 'Answer no later than',
    until: 'Ready until and including',
    size: 'Size',
    missing: 'Not in it yet',
    device: 'Device',
    when: 'When',
  },
  signInCode: {
    subject: 'Your code to sign in',
    message: code => `Your code is ${code}`,
    todo: 'enter the code on the page where you asked for it.',
    more: 'The code works for ten minutes and once. Give it to nobody. Did you not ask for it? Then you need to do nothing.',
  },
  proofCode: {
    subject: 'Your code to confirm that it is you',
    more: 'The code works for ten minutes and once. Give it to nobody. Did you not ask for it? Then sign out everywhere in Settings.',
  },
  noAccount: {
    subject: 'There is no account with this address',
    message: 'Somebody tried to sign in with this e-mail address. We have no account with it.',
    more: 'Was it you? Then try another e-mail address. Was it not you? Then nothing happened.',
    staffMore: 'Do you work here? Then ask the administrator for a link to set up your account.',
  },
  newDevice: {
    subject: 'Somebody signed in on a new device',
    message: 'Somebody signed in to your account on a device that we did not know.',
    todo: 'if this was not you, sign out everywhere in Settings.',
    more: 'Was it you? Then you need to do nothing.',
  },
  requestSubmitted: {
    subject: 'We have your request',
    message: day => `Your request was submitted on ${day}.`,
    more: 'We are often done sooner. You will get an e-mail then.',
  },
  copyReady: {
    subject: 'The copy of your data is ready',
    message: 'The copy of your data is ready. You can fetch it now.',
    todo: 'sign in and fetch the copy under Requests.',
  },
  copyPartlyReady: {
    subject: 'A part of your copy is ready',
    message: 'A part of your data is ready. You can fetch it already.',
    more: 'We try again for what is missing. You get an e-mail when it is there.',
  },
  copyExpires: {
    subject: 'Your copy goes away in three days',
    message: day => `The copy of your data is ready until and including ${day}.`,
    todo: 'sign in and fetch the copy, or keep it longer.',
    more: 'After that we remove the copy. You can always make a new one, free of charge.',
  },
  reachUs: 'fill in your reference and this e-mail address under Help, or contact us.',
  question: {
    subject: 'We have a question about your request',
    message: 'We have a question about your request.',
    todo: 'sign in and answer the question under Requests.',
    identity: 'We want to be sure that it is you.',
    onPage: 'The page says why, and how else it can be done.',
    clarify: 'You may also answer that you want everything.',
    stands: 'The time stands still until you answer. After that it goes on.',
    runs: 'The time simply goes on.',
  },
  answerIn: {
    subject: 'We have your answer',
    message: 'Your answer is in. We go on with your request.',
  },
  message: {
    subject: 'There is a message about your request',
    message: 'There is a message for you about your request.',
    todo: 'sign in and read the message under Requests.',
    more: 'The message itself is not in this e-mail. So nobody reads along.',
  },
  extended: {
    subject: 'We need more time',
    message: day => `We need more time. You get an answer no later than ${day}.`,
    ground: {
      complexity: 'That is because your request is complicated.',
      number: 'That is because you made more requests.',
    },
    more: 'Under Requests you read exactly why.',
  },
  decided: {
    subject: 'The answer to your request is ready',
    message: 'The answer to your request is ready.',
    todo: 'sign in and read the letter under Requests.',
    more: 'The letter also says what you can do if you do not agree.',
  },
  erased: {
    subject: 'Your data are removed',
    message: 'We removed your data, as you asked.',
    more: 'Does something stay? Then the letter with your request says so. Keep the reference. With it you can ask us more later.',
  },
  security: {
    subject: 'Somebody made a request about your data',
    message: 'Somebody made a request about your data.',
    todo: 'if this was not you, let us know. Help says how.',
    more: 'Was it you? Then you need to do nothing. We give nothing before we know who asks.',
  },
  proveAddress: {
    subject: 'Your code for your request',
    more: 'The code works for ten minutes and once. Give it to nobody. Did you not ask for it? Then you need to do nothing.',
  },
}
