/** Addresses and the pages that they show. Only the first page is in the first download. */
import { Suspense, lazy, type ReactNode } from 'react'
import { Route, Switch } from 'wouter'
import { FaultBoundary } from './components/fault.tsx'
import { Loading } from './components/loading.tsx'
import { NotFound } from './components/not-found.tsx'
import { Shell } from './components/shell.tsx'
import { SignedIn } from './components/signed-in.tsx'
import { loadWords, type LateWords } from './language.ts'

const SignInPage = lazy(() => withWords(['account'], import('./account/sign-in-page.tsx')))
const JoinPage = lazy(() => withWords(['account'], import('./account/join-page.tsx')))
const ForgottenPage = lazy(() => withWords(['account'], import('./account/forgotten-page.tsx')))
const ResetPage = lazy(() => withWords(['account'], import('./account/reset-page.tsx')))
const AccountPage = lazy(() => withWords(['account'], import('./account/account-page.tsx')))
const PeoplePage = lazy(() => withWords(['account'], import('./account/people-page.tsx')))
const CoursesPage = lazy(() => import('./course/courses-page.tsx'))
const CoursePage = lazy(() => import('./course/course-page.tsx'))
const GradesPage = lazy(() => import('./grades/grades-page.tsx'))
const HistoryPage = lazy(() => import('./course/history-page.tsx'))
const WorkspacePage = lazy(() => import('./workspace/workspace-page.tsx'))
const SubmissionPage = lazy(() => import('./report/submission-page.tsx'))
const StaffPage = lazy(() => withWords(['staff', 'account'], import('./staff/staff-page.tsx')))

/** A page that is loaded together with the words that only it and its like need. */
async function withWords<Page>(words: readonly LateWords[], loading: Promise<Page>): Promise<Page> {
  const [page] = await Promise.all([loading, ...words.map(loadWords)])
  return page
}

export function App(): ReactNode {
  return (
    <Shell>
      <FaultBoundary>
        <Suspense fallback={<Loading />}>
          <Switch>
            <Route path="/sign-in" component={SignInPage} />
            <Route path="/join/:token">{({ token }) => <JoinPage token={token} />}</Route>
            <Route path="/forgotten" component={ForgottenPage} />
            <Route path="/reset" component={ResetPage} />
            <Route>
              <SignedIn>
                <Switch>
                  <Route path="/" component={CoursesPage} />
                  <Route path="/account" component={AccountPage} />
                  <Route path="/submissions/:id">
                    {({ id }) => <SubmissionPage id={id} key={id} />}
                  </Route>
                  <Route path="/courses/:course">
                    {({ course }) => <CoursePage course={course} />}
                  </Route>
                  <Route path="/courses/:course/people">
                    {({ course }) => <PeoplePage course={course} />}
                  </Route>
                  <Route path="/courses/:course/grades">
                    {({ course }) => <GradesPage course={course} />}
                  </Route>
                  <Route path="/courses/:course/staff/*?">
                    {({ course, '*': place = '' }) => <StaffPage course={course} place={place} />}
                  </Route>
                  <Route path="/courses/:course/:exercise">
                    {({ course, exercise }) => (
                      <WorkspacePage course={course} exercise={exercise} key={exercise} />
                    )}
                  </Route>
                  <Route path="/courses/:course/:exercise/history">
                    {({ course, exercise }) => <HistoryPage course={course} exercise={exercise} />}
                  </Route>
                  <Route>
                    <NotFound />
                  </Route>
                </Switch>
              </SignedIn>
            </Route>
          </Switch>
        </Suspense>
      </FaultBoundary>
    </Shell>
  )
}
