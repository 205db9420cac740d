export const similarity = {
  about:
    'Which solutions of an exercise are alike. Names, comments and layout make no difference, and what everybody was given does not count. Each student counts with one solution: the newest that passed, else the newest.',
  assignment: 'Assignment',
  noAssignments: 'The course has no assignments yet, so there is nothing to compare.',
  tooFew_one: 'Nothing to compare yet: {{count}} solution could be read, and it takes two.',
  tooFew_other: 'Nothing to compare yet: {{count}} solutions could be read, and it takes two.',

  yardstick: 'What is usual here',
  median: 'median of all pairs',
  compared_one: '{{count}} solution compared',
  compared_other: '{{count}} solutions compared',
  medianLow: 'Two solutions of this exercise usually have little in common.',
  medianMiddling: 'Two solutions of this exercise usually have something in common.',
  medianHigh:
    'Two solutions of this exercise usually have much in common: here, being alike says little.',
  medianMeans:
    'A short exercise can be solved in few ways, and people who learned together write alike; the higher this median, the less a pair says. It is the line in every bar. Being alike is a reason to look, and never a proof of anything.',

  found_one: '{{count}} pair is alike to {{threshold}} or more.',
  found_other: '{{count}} pairs are alike to {{threshold}} or more.',
  mostShown_one: 'The most alike one is shown.',
  mostShown_other: 'The {{count}} most alike are shown.',
  none: 'No pair is alike to {{threshold}} or more.',
  list: 'Pairs, the most alike first',
  compare: 'Compare',
  compareNamed: 'Compare {{left}} and {{right}}',

  back: 'All pairs',
  previous: 'Previous pair',
  next: 'Next pair',
  place: '{{position}} of {{of}}',
  pairTitle: '{{left}} and {{right}}',
  alike: '{{similarity}} alike',
  classMedian: 'median of the class: {{median}}',
  caution: 'Being alike does not say why. Talk with both before you draw a conclusion.',
  onRecord: 'That you looked is on record.',
  parts_one:
    '{{count}} part is in both files. It has a bar beside it; its number leads to it in the other file.',
  parts_other:
    '{{count}} parts are in both files. They have a bar beside them; the number of each leads to it in the other file.',
  noParts: 'No part of some length is in both files.',
  inReview: 'Open in review',
  inReviewNamed: 'Open in review: {{name}}',
  code: 'Code of {{name}}',
  partHere: 'Common part {{number}}: lines {{from}} to {{to}} in the other file',
  partEnds: 'Common part {{number}} ends here.',
} as const
