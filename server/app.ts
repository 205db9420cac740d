/**
 * The HTTP server: one Express app that never listens by itself. What comes before a route, in order:
 * headers, log, refusal of foreign sites, who is asking, how often, the body.
 */
import compression from 'compression'
import express, { type Express } from 'express'
import type { Logger } from 'pino'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { positions } from '../grader/queue/position.ts'
import type { SubmissionQueue } from '../grader/queue/queue.ts'
import type { Database } from '../prisma/client.ts'
import { demandUser, identify, refuseForeignHosts, refuseForeignSites } from './auth.ts'
import { readBody, readFolderBody } from './body.ts'
import type { Catalogue } from './catalogue.ts'
import type { MailSettings, ProviderSettings } from './config.ts'
import { openErasedList } from './erasure/list.ts'
import { answerErrors, unknownRoute } from './errors.ts'
import type { SubmissionEvents } from './events.ts'
import { headers } from './headers.ts'
import { limitRate, limitWrongKeys } from './limits.ts'
import { createMetrics } from './metrics.ts'
import { describeApi } from './openapi.ts'
import { openMail } from './mail.ts'
import { openProvider } from './provider.ts'
import { readQueueState } from './queue-state.ts'
import { logRequests } from './request-log.ts'
import { accountPaths, accountRoutes } from './routes/account.ts'
import { assignmentPaths, assignmentRoutes } from './routes/assignments.ts'
import { auditPaths, auditRoutes } from './routes/audit.ts'
import { bankCommentPaths, bankCommentRoutes } from './routes/bank-comments.ts'
import { clusterPaths, clusterRoutes } from './routes/clusters.ts'
import { coursePaths, courseRoutes } from './routes/courses.ts'
import { draftPaths, draftRoutes } from './routes/drafts.ts'
import { erasurePaths, erasureRoutes } from './routes/erasure.ts'
import { eventPaths, eventRoutes } from './routes/events.ts'
import { exercisePaths, exerciseRoutes } from './routes/exercises.ts'
import { exportPaths, exportRoutes } from './routes/exports.ts'
import { gradePaths, gradeRoutes } from './routes/grades.ts'
import { healthPaths, healthRoutes } from './routes/health.ts'
import { invitePaths, inviteRoutes } from './routes/invites.ts'
import { keyPaths, keyRoutes } from './routes/keys.ts'
import { noticePaths, noticeRoutes } from './routes/notices.ts'
import { openapiPaths, openapiRoutes } from './routes/openapi.ts'
import { operationPaths, operationRoutes } from './routes/operations.ts'
import { pagePaths, pageRoutes } from './routes/page.ts'
import { passwordPaths, passwordRoutes } from './routes/passwords.ts'
import { peoplePaths, peopleRoutes } from './routes/people.ts'
import { providerPaths, providerRoutes } from './routes/provider.ts'
import { regradePaths, regradeRoutes } from './routes/regrades.ts'
import { reviewPaths, reviewRoutes } from './routes/reviews.ts'
import { rosterPaths, rosterRoutes } from './routes/roster.ts'
import { rubricPaths, rubricRoutes } from './routes/rubrics.ts'
import { sessionPaths, sessionRoutes } from './routes/session.ts'
import { similarityPaths, similarityRoutes } from './routes/similarity.ts'
import { statisticsPaths, statisticsRoutes } from './routes/statistics.ts'
import { submissionPaths, submissionRoutes } from './routes/submissions.ts'
import { threadPaths, threadRoutes } from './routes/threads.ts'
import { workshopPaths, workshopRoutes } from './routes/workshop.ts'
import { openSessions } from './sessions.ts'
import { openStreams } from './streams.ts'

export interface AppTools {
  readonly db: Database
  readonly queue: SubmissionQueue
  readonly events: SubmissionEvents
  readonly log: Logger
  readonly catalogue: Catalogue
  readonly config: AppConfig
}

export interface AppConfig {
  /** Whether anybody may sign in as a member of the demonstration course. */
  readonly demo: boolean
  /** Signs session cookies. */
  readonly secret: string
  /** Where browsers reach the server; https there makes cookies secure. */
  readonly url: string
  /** Not set: nobody signs in with an account of elsewhere. */
  readonly provider?: ProviderSettings | undefined
  /** Not set: forgotten passwords are mended by instructors. */
  readonly mail?: MailSettings | undefined
  /** How many proxies stand in front; 0 for none. Their X-Forwarded-For is believed. */
  readonly proxies: number
  readonly version: string
  /** Where people who are erased are listed, for backups that still have them. */
  readonly erasedFile: string
}

export interface App {
  readonly express: Express
  /** Ends the event streams, so that the server can close; clients reconnect and miss nothing. */
  endStreams(this: void): void
}

export const apiPaths: ZodOpenApiPathsObject = {
  ...pagePaths,
  ...healthPaths,
  ...openapiPaths,
  ...sessionPaths,
  ...providerPaths,
  ...accountPaths,
  ...passwordPaths,
  ...invitePaths,
  ...peoplePaths,
  ...rosterPaths,
  ...erasurePaths,
  ...exportPaths,
  ...exercisePaths,
  ...coursePaths,
  ...gradePaths,
  ...statisticsPaths,
  ...similarityPaths,
  ...assignmentPaths,
  ...draftPaths,
  ...keyPaths,
  ...submissionPaths,
  ...eventPaths,
  ...reviewPaths,
  ...rubricPaths,
  ...bankCommentPaths,
  ...regradePaths,
  ...clusterPaths,
  ...threadPaths,
  ...noticePaths,
  ...auditPaths,
  ...workshopPaths,
  ...operationPaths,
}

export function createApp({ db, queue, events, log, catalogue, config }: AppTools): App {
  // The list stays the same object, and follows what is published.
  const course = catalogue.exercises
  const { demo, secret, version } = config
  const { origin, protocol } = new URL(config.url)
  const secure = protocol === 'https:'
  const app = express()
  app.set('query parser', 'simple')
  app.set('trust proxy', config.proxies)

  const sessions = openSessions(db, { secret, secure })
  const provider = config.provider
    ? openProvider(db, log, { ...config.provider, secret, secure, origin })
    : null
  const mail = config.mail ? openMail(config.mail) : null
  const queueState = () => readQueueState(db)
  const metrics = createMetrics(queueState)
  const streams = openStreams({ db, events, placesOf: (ids) => positions(db, ids) })

  app.use(...headers(secure))
  if (demo) app.use(refuseForeignHosts(config.url))
  app.use(logRequests(log, metrics))
  app.use(pageRoutes())
  app.use(openapiRoutes(describeApi(version, apiPaths)))
  app.use(refuseForeignSites)
  const wrongKeys = limitWrongKeys()
  app.use(wrongKeys.count, identify(db, sessions), wrongKeys.forget)
  app.use(healthRoutes({ version, queueState, metrics, proxies: config.proxies }))
  app.use(limitRate(600, 'requests'))
  app.use('/api/courses/:course/workshop', demandUser, readFolderBody)
  app.use(...readBody)

  const ways = { demo, provider: provider && { name: provider.name }, mail: mail !== null }
  app.use(sessionRoutes({ db, sessions, log, options: ways }))
  app.use(providerRoutes({ db, provider, origin, secure, log }))
  app.use(accountRoutes({ db, sessions, log }))
  app.use(passwordRoutes({ db, mail, origin, log }))
  app.use(inviteRoutes({ db, origin }))
  // What everybody may read. Answers that hold secrets beside a visitor's own words stay as they are.
  app.use('/api/exercises', compression())
  app.use(exerciseRoutes(db, catalogue))

  app.use('/api', demandUser)
  app.use(keyRoutes(db))
  app.use(peopleRoutes({ db, origin }))
  app.use(rosterRoutes({ db, origin, provesAddresses: provider !== null || mail !== null }))
  const erasedList = openErasedList(config.erasedFile, log)
  app.use(erasureRoutes({ db, sessions, log, demo, secret, erasedList }))
  app.use(exportRoutes(db, course))
  app.use(courseRoutes(db, course))
  app.use(gradeRoutes(db, course))
  app.use(statisticsRoutes(db, course))
  app.use(similarityRoutes(db, catalogue))
  app.use(assignmentRoutes(db, course))
  app.use(draftRoutes(db, catalogue))
  app.use(submissionRoutes({ db, queue, catalogue, metrics, secret }))
  app.use(eventRoutes({ db, streams, metrics }))
  app.use(reviewRoutes({ db, queue, course, secret }))
  app.use(rubricRoutes(db, course))
  app.use(bankCommentRoutes(db))
  app.use(regradeRoutes({ db, queue, catalogue }))
  app.use(clusterRoutes({ db, catalogue, secret }))
  app.use(threadRoutes({ db, course, secret }))
  app.use(noticeRoutes(db, course))
  app.use(auditRoutes(db))
  app.use(workshopRoutes({ db, queue, catalogue }))
  app.use(operationRoutes(db))

  app.use(unknownRoute)
  app.use(answerErrors(log))
  return { express: app, endStreams: () => streams.end() }
}
