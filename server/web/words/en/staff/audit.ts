export const audit = {
  about:
    'Every change of a grade, a role or an assignment, and every look at another’s work. Nobody can change this record; when somebody is erased, their name and words are taken out of it.',
  action: 'What',
  actor: 'Who',
  person: 'About',
  everything: 'everything',
  everybody: 'everybody',
  when: 'When',
  reason: 'Reason',
  changes: 'What changed',
  server: 'the server',
  erased: 'somebody who is gone',
  nothing: 'nothing',
  none: 'Nothing on record fits.',
  list: 'The record',
  older: 'Show older ones',
} as const
