/** The letters that come with the program. */
const copy = {
  granted: 'You get a copy of your data. We keep nothing back.',
  partly: 'You get a copy of your data. You do not get part of it. You can read why below.',
  refused: 'We do not give you a copy. You can read why below.',
}

export const templates = {
  nameless: 'Sir or Madam',
  greeting: 'Dear {{ name }},',
  asked: 'On {{ received }} you asked us {{ asked }}. Your reference is {{ reference }}.',
  rights: {
    access: 'for a copy of your data',
    portability: 'for your data to take along',
    rectification: 'to correct something in your data',
    erasure: 'to remove your data',
    restriction: 'to stop using your data',
    objection: 'to stop something you do not agree with',
    withdrawal: 'to take back your consent',
    humanReview: 'to let a person look at a choice that the computer made',
  },
  whole: 'All that you asked',
  oneRecord: 'one record',
  late: 'This answer is late. It was due on {{ answer_by }}. We are sorry.',
  outcome: {
    access: copy,
    portability: {
      ...copy,
      granted: 'You get your data in a form that another system can read.',
      partly: 'You get your data in a form that another system can read. You do not get part of it.',
    },
    rectification: {
      granted: 'We have put your data right.',
      partly: 'We have put part of your data right. We leave another part as it is.',
      refused: 'We leave your data as they are. You can read why below.',
    },
    erasure: {
      granted: 'We remove your data.',
      partly: 'We remove part of your data. Another part stays for now.',
      refused: 'We do not remove your data now. You can read why below.',
    },
    restriction: {
      granted: 'For now we no longer use your data. We only keep them.',
      partly: 'For now we no longer use part of your data. We only keep that part.',
      refused: 'We go on using your data. You can read why below.',
    },
    objection: {
      granted: 'We stop. We no longer use your data for this.',
      partly: 'We stop with part of it. We go on with another part.',
      refused: 'We go on with it. You can read why below.',
    },
    withdrawal: {
      granted: 'Your consent is taken back. We no longer do what we did with it.',
      partly: '',
      refused: '',
    },
    humanReview: {
      granted: 'A person has looked. You can read below what came of it.',
      partly: 'A person has looked at part of it. You can read below what came of it.',
      refused: 'We do not let a person look at this. You can read why below.',
    },
  },
  doneTitle: 'What we did',
  done: '{% for part in given %}- {{ part.what }}{% if part.because != "" %}: {{ part.because }}{% endif %}\n{% endfor %}',
  copyTitle: 'Your copy',
  bundle:
    'Your copy is there until {{ bundle_until }}. Sign in at {{ site }} and go to Requests. No account? Fill in your reference under Help. A new copy is always free.',
  bundlePost: 'Do you get this letter by post? Then your copy is with it. We keep it for you until {{ bundle_until }}.',
  transfer: 'We cannot send your data on to another company ourselves. We do not have the means for that yet.',
  recipients:
    'Did we give these data to others? Then we let them know what has changed. Do you want to know who they are? Ask us.',
  lifting: 'Do we want to use your data again? Then we let you know first.',
  past: 'What we did before with your consent was allowed then. That does not change.',
  refusedTitle: 'What you do not get',
  refusedTitleOther: 'What we do not do',
  refused:
    '{% for part in refused %}- {{ part.what }}: {{ part.because }} This is in {{ part.article }}.{% if part.until != "" %} It holds until {{ part.until }}.{% endif %}{% if part.change != "" %} {{ part.change }}{% endif %}\n{% endfor %}',
  hidden:
    '{% for each in hidden %}- {{ each.what }}: left out {{ each.count }} times. {{ each.because }} This is in {{ each.article }}.\n{% endfor %}',
  notHeld: 'We have searched. We have found no data about you.',
  searchedTitle: 'This is where we searched',
  searched: '{% for system in searched %}- {{ system }}\n{% endfor %}',
  cannotIdentify: 'We are not sure who asks this. So we cannot do what you ask now.',
  helpsTitle: 'This would help us',
  helps:
    '{% for part in refused %}- {{ part.change }}\n{% endfor %}\nNever send us a copy of your passport. We do not need it.',
  whyTitle: 'Why not?',
  disagreeTitle: 'Do you not agree?',
  secondLook: 'Then ask us to look again. Somebody else does that. You hear from us within 10 working days.',
  authority: 'You can complain to {{ authority }}. You can do so at {{ authority_site }}.',
  court: 'You can also go to the district court.',
  courtTerm: 'Do so within 6 weeks of this answer. That is by {{ court_until }} at the latest.',
  noTerm: 'There is no time limit for that, because our answer was late.',
  noLawyer: 'You need no lawyer.',
  contactTitle: 'Do you have a question?',
  contact: 'Send an e-mail to {{ contact }}. Please give your reference.',
  goodbye: 'Kind regards,',
  sender: '{{ controller }}',
} as const
