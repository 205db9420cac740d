export const workspace = {
  // Panes
  statement: 'Statement',
  code: 'Code',
  solution: 'Your solution',
  report: 'Report',
  parts: 'Parts of this page',
  cases: 'Cases',
  history: 'History',
  statementWidth: 'Width of the statement',
  editorHeight: 'Height of the editor',

  // Toolbar
  run: 'Run',
  submit: 'Submit',
  runTitle: 'Run the shown cases; this uses no attempt',
  submitTitle: 'Submit for grading with all cases',
  shortcuts: 'Keyboard shortcuts',
  stateNew: 'New',
  stateStarted: 'Started',
  stateTried: 'Not passed yet',
  statePassed: 'Passed',
  points: '{{points}} of {{max}} points',
  attemptsLeft_one: '{{count}} attempt left',
  attemptsLeft_other: '{{count}} attempts left',
  noAttempts: 'No attempts left',
  lastAttemptTitle: 'Submit your last attempt?',
  lastAttempt:
    'This is the last of your {{limit}} attempts. Running the shown cases first is free.',
  submitLast: 'Submit it',
  cancel: 'Cancel',

  // Saving
  saved: 'Saved',
  saving: 'Saving …',
  onDevice: 'On this device only',
  notSaved: 'Not saved',
  undecided: 'Two versions',
  offlineNote:
    'Saved on this device; will be saved on the server when it can be reached. You can go on.',
  signedOutNote: 'You are signed out. Your code is kept on this device.',
  signInAgain: 'Sign in and come back',
  refusedNote: 'Saved on this device, but the server does not take it: {{reason}}',
  nowhereNote:
    'This browser lets us store nothing, and the server has not got your last changes. Copy your code to a safe place before you leave.',
  rivalTab: 'Another tab saved a different version of this file at {{time}}.',
  rivalElsewhere:
    'A different version of this file was saved in another tab or on another device at {{time}}.',
  rivalDevice: 'Another tab of this browser left unsaved changes from {{time}} behind.',
  rivalChoice: 'Nothing is overwritten until you choose.',
  useTheirs: 'Use that version',
  keepMine: 'Keep what is here',
  compare: 'Compare',
  hideComparison: 'Hide the comparison',
  theirs: 'That version',
  mine: 'What is here',
  asideNote: 'What was here before is put aside.',
  putBack: 'Put it back',
  dismiss: 'Dismiss',

  // Editor
  plainText: 'Plain text',
  format: 'Format',
  plainTextTitle: 'A plain text field instead of the full editor',
  larger: 'Larger text',
  smaller: 'Smaller text',
  startOver: 'Start over',
  startOverTitle: 'Start over?',
  startOverText:
    'Your code is replaced by the file that this exercise begins with. You can undo this.',
  leaveHint: 'Esc, then Tab leaves the editor.',
  leaving: 'Tab now leaves the editor.',
  loadingEditor: 'The full editor is loading; you can type already.',
  editorFailed:
    'The full editor could not be loaded. This one saves, runs and submits just the same.',

  // Report
  reportEmpty: 'Run the shown cases to see what your code does, as often as you like.',
  reportEmptySubmit: 'Submit when they pass: then the hidden cases are graded, too.',
  sending: 'Handing in …',
  sent: 'Handed in.',
  paused: 'Grading is paused: {{reason}}',
  queuedNext: 'Next in the queue',
  queued_one: '{{count}} submission before yours',
  queued_other: '{{count}} submissions before yours',
  eta: 'about {{time}} to go',
  soon: 'a moment to go',
  grading: 'Grading',
  casesDone: '{{done}} of {{of}} cases',
  casePassed: 'passed',
  caseFailed: 'failed',
  requeued:
    'The grader failed, not your code. It is graded again on its own and uses no attempt. Reference {{reference}}.',
  superseded: 'Your newer submission took its place, so this one was not graded.',
  fetchingReport: 'Fetching the report …',
  saidStarted: 'Grading has started.',
  saidPassed: 'All cases passed.',
  saidFailed: 'The report is there: not passed.',
  notHandedIn: 'This was not handed in',

  // Cases
  tolerance: 'Values may differ by {{absolute}} + {{relative}} × |expected|.',
  limits: 'Each case may take {{seconds}} s and {{megabytes}} MB.',
  forbidden: 'Not to be used here: {{operations}}.',
  hiddenCases_one: 'One more case is hidden until you submit.',
  hiddenCases_other: '{{count}} more cases are hidden until you submit.',
  drawnAnew: 'Inputs are drawn anew each time.',
  casePoints_one: '{{count}} point',
  casePoints_other: '{{count}} points',
  noPoints: 'no points',

  // Deadline
  dueIn: 'Due {{when}}, {{time}}',
  dueNow: 'Due within a minute, {{time}}',
  dueMinute: 'Less than a minute is left: the deadline is at {{time}}.',
  lateUntil: 'Late: counts {{credit}} until {{time}}',
  lateNotice: 'The due date has passed. What you submit until {{time}} counts {{credit}}.',
  extended: 'extended for you',
  tooSoon: 'Your course asks for a pause between attempts: you can submit again at {{time}}.',
  closedAt: 'Closed since {{time}}',
  dueSoon: 'The deadline is {{when}}, at {{time}}.',
  deadlinePassed:
    'The deadline has passed at {{time}}. You can still run the shown cases; submissions are closed.',

  // Version
  changed: 'This exercise was changed while you had it open. Your code is kept.',
  showNew: 'Show the new statement',
  withdrawn:
    'This exercise was withdrawn by your course. Your code is kept here, but it cannot be handed in now.',

  // Shortcuts
  keyRun: 'Run the shown cases',
  keySubmit: 'Submit',
  keyReport: 'Go to the report',
  keyFormat: 'Format the code',
  keyLeave: 'Leave the editor',
  keyTabMode: 'Let Tab always leave the editor, or indent again',
  keyFind: 'Find',
  keyComment: 'Comment lines in or out',
  keySuggest: 'Show what could stand here',
  keyNextProblem: 'Go to the next type error',
  keyCommands: 'All commands of the editor',
  keySplit: 'Resize panes: go to the bar between them, then use the arrow keys',
} as const
