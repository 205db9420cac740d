export const account = {
  signIn: 'Sign in',
  purpose: 'Learn how Transformers work by building one.',
  signInWith: 'Sign in with {{name}}',
  orWithPassword: 'or with a password',
  noAccount:
    'No account yet? Accounts are made with an invite link; ask your instructor for yours.',
  demo: 'This is a demonstration. Look around with one click:',
  asStudent: 'Sign in as the student',
  studentSees: 'Solve exercises, read what was wrong and why, see how far you have come.',
  asAssistant: 'Sign in as the teaching assistant',
  assistantSees: 'See who is in the course, and try its exercises like a student.',
  asInstructor: 'Sign in as the instructor',
  instructorSees: 'Invite people to the course, and help those who forgot their password.',

  ended: 'Your session has ended; sign in again and go on where you were. What you typed is kept.',
  expired: 'Signing in took too long, or was begun in another browser. Please try again.',
  providerRefused:
    'The sign-in was refused or called off there. Try again, or sign in another way.',
  providerUnreachable:
    'The service that you sign in with cannot be reached at the moment. Try again in a minute.',
  emailUnverified:
    'Your account there has no confirmed email address, so it is not clear whose it is. Confirm the address there, then try again.',
  signedOut: 'You are signed out.',
  signedOutEverywhere: 'You are signed out in every browser.',
  passwordSet: 'Your new password is set. Sign in with it.',

  email: 'Email',
  emailWrong: 'Give an email address, such as ada@school.edu.',
  password: 'Password',
  passwordMissing: 'Type your password.',
  newPassword: 'New password',
  passwordRule: 'At least {{least}} characters; a few words make a good one.',
  passwordShort: 'Choose a password of at least {{least}} characters.',
  showPassword: 'Show what I type',
  name: 'Name',
  nameRule: 'As your instructor knows you.',
  nameMissing: 'Give the name by which your instructor knows you.',

  wrongPassword: 'The address and the password do not fit together. Check both and try again.',
  emailTaken: 'There is an account with this address already. Sign in with it instead.',
  inviteUnknown:
    'There is no invitation with this link. Check that it was copied whole, to its last character, or ask for a new one.',
  inviteRevoked: 'This invitation was taken back. Ask your instructor for a new one.',
  inviteExpired: 'This invitation is over. Ask your instructor for a new one.',
  inviteUsedUp:
    'This invitation was used as often as it may be. Ask your instructor for a new one.',
  notOnlyStudent:
    'This person assists, teaches or administers somewhere, and such a link would open that too. They can mend their password by mail, where this server sends mail.',
  tooManyKeys: 'You have as many keys as one may have. Revoke one that you no longer use.',
  tooManyRequests: 'That was tried too often. Wait a few minutes, then go on.',

  forgotten: 'Forgotten your password?',
  forgottenTitle: 'Choose a new password',
  forgottenLead: 'We send you a link with which you choose a new one. It works once, for an hour.',
  sendLink: 'Send me the link',
  linkSent:
    'If there is an account with this address, the link is on its way. It works once, for an hour. Nothing there after some minutes? Look among the spam.',
  askInstructor:
    'This server sends no mail. Ask an instructor of your course: on the page “People” they make a link for you, with which you choose a new password.',
  toSignIn: 'To the sign-in page',
  setPassword: 'Set the password',
  resetLead: 'You will be signed out in every browser, and sign in with the new one.',
  linkBroken: 'This link is not whole. Copy it to its last character, or ask for a new one.',
  linkOver:
    'This link works no more: it is older than an hour, was used, or a newer password was set. Ask for a new one.',
} as const
