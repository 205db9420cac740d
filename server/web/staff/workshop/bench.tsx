/** An exercise being worked on: its files, its check, what students will see, and its editions. */
import { Anchor, Tabs, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import { Loading } from '../../components/loading.tsx'
import type { EditorHandle } from '../../workspace/plain-editor.tsx'
import type { StaffCourse } from '../area.ts'
import { CheckPart } from './check-part.tsx'
import { FilesPart } from './files-part.tsx'
import { CheckMark, ServedMark } from './marks.tsx'
import { CopyNotices, NewerNotice, SaveNotices } from './notices.tsx'
import { editionQuery, workshopQuery, type Edition, type Opened } from './questions.ts'
import type { OpenFile } from './problems.tsx'
import { useSave, useSaveKey } from './use-save.ts'
import { useWorkingFiles, type DeviceCopy } from './use-working-files.ts'
import { hasChanges, workOn, type Changes } from './working-files.ts'
import classes from './workshop.module.css'

const PreviewPart = lazy(async () => {
  const { PreviewPart } = await import('./preview-part.tsx')
  return { default: PreviewPart }
})
const EditionsPart = lazy(async () => {
  const { EditionsPart } = await import('./editions-part.tsx')
  return { default: EditionsPart }
})

interface BenchProps {
  readonly course: StaffCourse
  /** Newest first. */
  readonly editions: readonly Edition[]
  /** What the work begins with. */
  readonly base: Opened
  readonly copies: readonly DeviceCopy[]
  readonly copy: DeviceCopy | null
  readonly user: string
  readonly isOperator: boolean
}

const parts = ['files', 'check', 'preview', 'editions'] as const

export function Bench(props: BenchProps): ReactNode {
  const { editions, base, copies, copy, user, isOperator } = props
  const course = props.course.slug
  const { slug } = base
  const { t } = useTranslation('workshop')
  const [search, setSearch] = useSearchParams()
  const part = parts.find((one) => one === search.get('part')) ?? 'files'
  const editor = useRef<EditorHandle>(null)
  const kept = useWorkingFiles({ user, slug, base, copy })
  const { working, change } = kept
  const [aside, setAside] = useState<Changes | null>(null)
  const newest = editions[0]!
  const newestOpened = useQuery(editionQuery(course, slug, newest.id)).data
  const save = useSave({ course, slug, kept })
  useSaveKey(save.save)
  const workshop = useQuery(workshopQuery(course))
  const listed = workshop.data?.exercises.find((one) => one.slug === slug)

  const isUnsaved = hasChanges(working)
  const isBehind = !save.isSaving && newest.id !== working.base.id
  // What somebody else saved is followed as long as nothing here would be lost.
  if (isBehind && !isUnsaved && newestOpened) change(() => workOn(newestOpened))

  const looked = editions.find(({ id }) => id === search.get('edition')) ?? newest
  const go = (to: { part: (typeof parts)[number]; edition?: string; file?: string }) => {
    setSearch({ ...to })
  }
  const openFile: OpenFile = (file, line) => {
    go({ part: 'files', file })
    requestAnimationFrame(() => editor.current?.goTo(line ?? 1, 1))
  }
  const leaveEdition = () => {
    go({ part })
  }
  const here = { course, slug, onOpenFile: openFile }

  return (
    <div className={classes.bench}>
      <Anchor component={Link} href={`/courses/${course}/staff/exercises`} size="sm">
        {t('back')}
      </Anchor>
      <header className={classes.head}>
        <Title order={1} size="h2">
          {listed?.title ? `${listed.code ?? ''} ${listed.title}` : slug}
        </Title>
        <p className={classes.facts}>
          {listed?.title && <code>{slug}</code>}
          <CheckMark of={newest.check} />
          <ServedMark newest={newest} served={editions.find((one) => one.isServed) ?? null} />
        </p>
      </header>
      <div aria-live="polite" className={classes.notices}>
        {isBehind && isUnsaved && newestOpened && (
          <NewerNotice
            working={working}
            newer={newestOpened}
            onKeep={() => {
              change(({ changes }) => workOn(newestOpened, changes))
            }}
            onDrop={() => {
              setAside(working.changes)
              change(() => workOn(newestOpened))
            }}
          />
        )}
        <CopyNotices
          copies={copies.filter((one) => one !== copy)}
          onUse={(changes) => {
            if (isUnsaved) setAside(working.changes)
            change((now) => workOn(now.base, changes))
          }}
        />
        <SaveNotices
          stored={kept.stored}
          aside={aside}
          onPutBack={(changes) => {
            change((now) => workOn(now.base, changes))
            setAside(null)
          }}
          onDismiss={() => {
            setAside(null)
          }}
        />
      </div>
      <Tabs
        value={part}
        keepMounted={false}
        keepMountedMode="display-none"
        onChange={(next) => {
          go({
            part: parts.find((one) => one === next)!,
            ...(looked !== newest && { edition: looked.id }),
          })
        }}
      >
        <Tabs.List className={classes.tabs}>
          {parts.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(one)}
              {one === 'files' && isUnsaved && (
                <span className={classes.dot} title={t('unsaved')}>
                  <span aria-hidden> ●</span>
                </span>
              )}
              {one === 'editions' && <span className={classes.count}> {editions.length}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="files" keepMounted>
          <FilesPart
            {...here}
            kept={kept}
            save={save}
            editor={editor}
            isSeen={part === 'files'}
            file={search.get('file')}
            onChoose={(file) => {
              setSearch({ part: 'files', file }, { replace: true })
            }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="check">
          <CheckPart
            {...here}
            edition={looked}
            isNewest={looked === newest}
            onNewest={leaveEdition}
            save={isUnsaved ? save : null}
          />
        </Tabs.Panel>
        <Tabs.Panel value="preview">
          <Suspense fallback={<Loading />}>
            <PreviewPart
              {...here}
              key={looked.id}
              edition={looked}
              isNewest={looked === newest}
              onNewest={leaveEdition}
              onCheck={() => {
                go({ part: 'check', edition: looked.id })
              }}
            />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="editions">
          <Suspense fallback={<Loading />}>
            <EditionsPart
              course={course}
              slug={slug}
              editions={editions}
              isOperator={isOperator}
              onCheck={(edition) => {
                go({ part: 'check', edition })
              }}
              onTake={(changeTo) => {
                if (isUnsaved) setAside(working.changes)
                change(changeTo)
                go({ part: 'files' })
              }}
            />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}
