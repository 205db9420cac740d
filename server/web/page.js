/** The page's behaviour: sign in, choose an exercise, hand in a file, follow its grading. */
const words = JSON.parse(document.body.dataset.words)
const element = (id) => document.getElementById(id)
const say = (word, values = {}) =>
  words[word].replace(/\{(\w+)\}/g, (_, name) => String(values[name]))

/** What was typed, by exercise, so that looking at another one loses nothing. */
const drafts = new Map()
let signedIn = false
let chosen = null
let following = null

for (const button of document.querySelectorAll('[data-role]')) {
  button.addEventListener('click', () => signIn(button.dataset.role))
}
element('sign-out').addEventListener('click', signOut)
element('source').addEventListener('input', keepDraft)
element('file').addEventListener('change', takeFile)
element('hand-in').addEventListener('submit', (event) => {
  event.preventDefault()
  handIn('/api/submissions')
})
element('run').addEventListener('click', () => handIn('/api/runs'))
window.addEventListener('hashchange', openFromAddress)

await showSession()
await showCourse()
await openFromAddress()

/** The answer's JSON; shows the refusal's message and gives null when there is one. */
async function ask(path, options) {
  let response
  try {
    response = await fetch(path, options)
  } catch {
    return status(say('unreachable'))
  }
  if (response.status === 204) return {}
  const body = await response.json()
  return response.ok ? body : status(body.error.message)
}

function sendJson(method, body) {
  return { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
}

function status(text) {
  element('status').textContent = text
  return null
}

async function showSession() {
  const session = await ask('/api/session')
  signedIn = Boolean(session?.user)
  const isDemo = document.body.dataset.demo === 'true'
  element('signed-in').hidden = element('sign-out').hidden = !signedIn
  element('demo').hidden = signedIn || !isDemo
  element('no-demo').hidden = signedIn || isDemo
  if (signedIn) element('signed-in').textContent = say('signedInAs', session.user)
}

async function signIn(role) {
  if (!(await ask('/api/session/demo', sendJson('POST', { role })))) return
  await showSession()
  await showCourse()
}

async function signOut() {
  await ask('/api/session', { method: 'DELETE' })
  window.location.reload()
}

async function showCourse() {
  const course = await ask('/api/exercises')
  if (!course) return
  element('course').replaceChildren(
    ...course.exercises.map((exercise) => {
      const { slug, title, best, points } = exercise
      const button = document.createElement('button')
      const score = best ? ` (${say('best', { best: best.points, points })})` : ''
      button.type = 'button'
      button.textContent = `${title}${best?.passed ? ` ✓ ${say('passed')}` : score}`
      button.dataset.slug = slug
      button.setAttribute('aria-current', String(slug === chosen))
      button.addEventListener('click', () => {
        window.location.hash = slug
      })
      const item = document.createElement('li')
      item.append(button)
      return item
    }),
  )
}

async function openFromAddress() {
  const slug = decodeURIComponent(window.location.hash.slice(1))
  if (slug === '' || slug === chosen || slug === 'work') return
  const exercise = await ask(`/api/exercises/${encodeURIComponent(slug)}`)
  if (!exercise) return
  chosen = slug
  following?.close()
  for (const button of document.querySelectorAll('[data-slug]')) {
    button.setAttribute('aria-current', String(button.dataset.slug === slug))
  }
  element('exercise-title').textContent = exercise.title
  element('exercise-facts').textContent = say('facts', exercise)
  element('statement').textContent = exercise.statement
  element('source').value = drafts.get(slug) ?? exercise.stub
  element('file').value = ''
  for (const id of ['report', 'progress', 'more-hints']) element(id).hidden = true
  element('choose').hidden = true
  element('exercise').hidden = false
  status('')
  element('work').focus()
}

function keepDraft() {
  drafts.set(chosen, element('source').value)
}

async function takeFile() {
  const [file] = element('file').files
  if (!file) return
  try {
    const decoder = new window.TextDecoder('utf-8', { fatal: true })
    element('source').value = decoder.decode(await file.arrayBuffer())
    keepDraft()
  } catch {
    status(say('notUtf8', { file: file.name }))
  }
}

async function handIn(path) {
  if (!signedIn) return status(say('demandSignIn'))
  following?.close()
  for (const id of ['report', 'more-hints']) element(id).hidden = true
  element('report').textContent = ''
  status(say('sending'))
  const body = { exercise: chosen, source: element('source').value }
  const accepted = await ask(path, sendJson('POST', body))
  if (accepted) follow(accepted.id)
}

function follow(id) {
  const stream = new EventSource(`/api/submissions/${id}/events`)
  const progress = element('progress')
  following = stream
  progress.hidden = false
  progress.value = 0
  for (const kind of ['queued', 'started', 'case', 'requeued', 'superseded', 'verdict']) {
    stream.addEventListener(kind, async ({ data }) => {
      const event = JSON.parse(data)
      const verdict = event.verdict && say(`is.${event.verdict}`)
      status(say(kind, { ...event, verdict }))
      if (kind === 'case') progress.value = event.done / event.of
      if (kind !== 'verdict' && kind !== 'superseded') return
      stream.close()
      progress.hidden = true
      if (kind === 'verdict') await showReport(id)
    })
  }
  stream.addEventListener('error', () => status(say('lostContact')))
}

/** Each further hint is asked for; the last one names the mistake. */
async function showReport(id, hints = 1) {
  const submission = await ask(`/api/submissions/${id}?hints=${hints}`)
  if (!submission) return
  const report = element('report')
  const more = element('more-hints')
  more.hidden = submission.verdict === 'passed' || submission.text === report.textContent
  more.onclick = () => showReport(id, hints + 1)
  report.textContent = submission.text
  report.hidden = false
  await showCourse()
}
