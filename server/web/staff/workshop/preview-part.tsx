/** What a student would open: the statement, the cases that are shown, the stub, and a try of one's own. */
import { Button, Tabs, Title } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Accepted } from '../../../api/submission.ts'
import type { NewTry } from '../../../api/workshop.ts'
import type { Wire } from '../../../api/wire.ts'
import { Refused, send } from '../../client.ts'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { Cases } from '../../workspace/cases.tsx'
import { CodeEditor } from '../../workspace/code-editor.tsx'
import type { EditorHandle } from '../../workspace/plain-editor.tsx'
import { ReportPane } from '../../workspace/report-pane.tsx'
import { Statement } from '../../workspace/statement.tsx'
import { EditionLine } from './edition-line.tsx'
import { Problems, type OpenFile } from './problems.tsx'
import { addressOf, editionQuery, previewQuery, type Edition, type Preview } from './questions.ts'
import classes from './workshop.module.css'

interface PreviewPartProps {
  readonly course: string
  readonly slug: string
  readonly edition: Edition
  readonly isNewest: boolean
  readonly onNewest: () => void
  readonly onCheck: () => void
  readonly onOpenFile: OpenFile
}

export function PreviewPart(props: PreviewPartProps): ReactNode {
  const { course, slug, edition, isNewest, onNewest, onCheck, onOpenFile } = props
  const { t } = useTranslation('workshop')
  const preview = useQuery(previewQuery(course, slug, edition.id))
  const { error } = preview
  const refused = error instanceof Refused ? error : null
  const files = useQuery(editionQuery(course, slug, edition.id)).data?.files ?? {}
  return (
    <div className={classes.part}>
      <EditionLine edition={edition} isNewest={isNewest} onNewest={onNewest} />
      {refused?.code === 'notChecked' ? (
        <div className={classes.empty}>
          <p>{t('previewUnchecked')}</p>
          <Button onClick={onCheck}>{t('toCheck')}</Button>
        </div>
      ) : refused?.code === 'editionProblems' ? (
        <section role="alert">
          <Title order={2} size="h4">
            {t('previewProblems')}
          </Title>
          <Problems
            problems={refused.details as string[]}
            paths={Object.keys(files)}
            onOpenFile={onOpenFile}
          />
        </section>
      ) : error && !preview.data ? (
        <Fault error={error} onTryAgain={() => void preview.refetch()} />
      ) : preview.data ? (
        <Shown {...{ course, slug }} edition={edition.id} exercise={preview.data} />
      ) : (
        <Loading />
      )}
    </div>
  )
}

interface ShownProps {
  readonly course: string
  readonly slug: string
  readonly edition: string
  readonly exercise: Preview
}

function Shown({ course, slug, edition, exercise }: ShownProps): ReactNode {
  const { t } = useTranslation('workspace')
  const { t: tWorkshop } = useTranslation('workshop')
  const editor = useRef<EditorHandle>(null)
  const [source, setSource] = useState(exercise.stub)
  const [followed, setFollowed] = useState<string | null>(null)
  const trying = useMutation({
    mutationFn: () =>
      send<Wire<Accepted>>('POST', addressOf(course, slug, 'editions', edition, 'tries'), {
        source,
      } satisfies NewTry),
    onSuccess: ({ id }) => {
      setFollowed(id)
    },
  })
  const path = `${slug}.ts`
  return (
    <div className={classes.preview}>
      <section className={classes.pane} aria-label={t('statement')}>
        <Tabs defaultValue="statement" keepMounted={false} className={classes.paneTabs}>
          <Tabs.List>
            <Tabs.Tab value="statement">{t('statement')}</Tabs.Tab>
            <Tabs.Tab value="cases">{t('cases')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="statement" className={classes.panePanel} tabIndex={0}>
            <Statement html={exercise.page.html} language={exercise.page.language} />
          </Tabs.Panel>
          <Tabs.Panel value="cases" className={classes.panePanel} tabIndex={0}>
            <Cases exercise={exercise} />
          </Tabs.Panel>
        </Tabs>
      </section>
      <div className={classes.tryPanes}>
        <section className={classes.pane} aria-label={t('solution')}>
          <CodeEditor
            files={[{ path, source }]}
            seen={path}
            label={t('solution')}
            handle={editor}
            onType={(_path, typed) => {
              setSource(typed)
            }}
          >
            <Button
              size="compact-sm"
              aria-disabled={trying.isPending}
              title={tWorkshop('tryTitle')}
              onClick={() => {
                if (!trying.isPending) trying.mutate()
              }}
            >
              {tWorkshop('try')}
            </Button>
          </CodeEditor>
        </section>
        <section className={classes.pane} aria-label={t('report')}>
          <ReportPane
            followed={followed}
            sending={trying.isPending ? 'run' : null}
            error={trying.error}
            course={course}
            next={null}
            built={exercise.built}
            empty={<p>{tWorkshop('tryEmpty')}</p>}
            onGoToLine={(line, column) => editor.current?.goTo(line, column)}
            onEnded={doNothing}
            onLost={() => {
              setFollowed(null)
            }}
          />
        </section>
      </div>
    </div>
  )
}

/** A try changes nothing elsewhere. */
function doNothing(): void {
  // Nothing to refresh.
}
