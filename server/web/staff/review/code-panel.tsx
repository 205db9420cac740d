/** The code, where lines are chosen by mouse or keyboard and commented on; or what changed since another attempt. */
import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { CodeDifference } from '../../course/code-difference.tsx'
import { CodeLines } from '../../report/code-lines.tsx'
import { Remark as RemarkNote } from '../../report/remark.tsx'
import type { Filter } from './filter.ts'
import type { Opened } from './opened.ts'
import { openedQuery } from './questions.ts'
import { RemarkEditor } from './remark-editor.tsx'
import classes from './review.module.css'
import { withChangedRemark, withoutRemark, withRemark, type Writing } from './writing.ts'

interface CodePanelProps {
  readonly course: string
  readonly opened: Opened
  readonly filter: Filter
  readonly writing: Writing
  readonly write: (next: (now: Writing) => Writing) => void
  /** The attempt since which changes are shown; null: the code alone. */
  readonly comparedWith: string | null
  readonly onCompare: (attempt: string | null) => void
}

export function CodePanel(props: CodePanelProps): ReactNode {
  const { course, opened, filter, comparedWith, onCompare } = props
  const { t } = useTranslation('review')
  const others = opened.attempts.filter(({ id }) => id !== opened.id)
  const other = others.find(({ id }) => id === comparedWith)
  return (
    <section aria-labelledby="review-code">
      <div className={classes.sectionHead}>
        <h2 id="review-code">{t('code')}</h2>
        {others.length > 0 && (
          <NativeSelect
            size="xs"
            aria-label={t('compareWith')}
            value={comparedWith ?? ''}
            data={[
              { value: '', label: t('compareNone') },
              ...others.map(({ id, attempt }) => ({
                value: id,
                label: `${t('compareWith')}: ${t('attemptName', { attempt })}`,
              })),
            ]}
            onChange={({ currentTarget }) => {
              onCompare(currentTarget.value || null)
            }}
          />
        )}
      </div>
      {other ? <Changes {...{ course, opened, filter }} other={other} /> : <Lines {...props} />}
    </section>
  )
}

function Changes({
  course,
  opened,
  filter,
  other,
}: Pick<CodePanelProps, 'course' | 'opened' | 'filter'> & {
  other: Opened['attempts'][number]
}): ReactNode {
  const { t } = useTranslation('review')
  const before = useQuery(openedQuery(course, other.id, filter))
  if (before.error) return <Fault error={before.error} onTryAgain={() => void before.refetch()} />
  if (!before.data) return <Loading />
  const [old, young] =
    other.attempt < opened.attempt ? [before.data, opened] : [opened, before.data]
  return (
    <CodeDifference
      key={other.id}
      before={old.source}
      after={young.source}
      beforeLabel={t('attemptName', old)}
      afterLabel={t('attemptName', young)}
    />
  )
}

/** From where a choice of lines was begun, and where it has come to. */
interface Chosen {
  readonly from: number
  readonly to: number
}

function Lines({ course, opened, writing, write }: CodePanelProps): ReactNode {
  const { t } = useTranslation('review')
  const [chosen, setChosen] = useState<Chosen>({ from: 1, to: 1 })
  const [editing, setEditing] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const lineCount = opened.source.split('\n').length
  const [first, last] = [Math.min(chosen.from, chosen.to), Math.max(chosen.from, chosen.to)]
  const edited = writing.remarks.find(({ key }) => key === editing)

  const focusLine = (line: number) => {
    list.current?.querySelector<HTMLElement>(`[data-line="${line}"]`)?.focus()
  }
  const choose = (to: number, extends_: boolean) => {
    setChosen({ from: extends_ ? chosen.from : to, to })
    focusLine(to)
  }
  const comment = (line: number, endLine: number) => {
    const next = withRemark(writing, line, endLine)
    write(() => next)
    setEditing(next.remarks.at(-1)?.key ?? null)
  }
  const close = (line: number) => {
    setEditing(null)
    // Those without a text were never meant.
    write((now) => ({
      ...now,
      remarks: now.remarks.filter(({ text }) => text.trim() !== ''),
    }))
    focusLine(line)
  }
  const onKeyDown = (event: KeyboardEvent, line: number) => {
    const to = target(event.key, line, lineCount)
    if (to === null || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    choose(to, event.shiftKey)
  }

  return (
    <div ref={list} className={classes.code}>
      <p className={classes.how}>{t('codeHow')}</p>
      <p role="status" className={classes.said}>
        {said}
      </p>
      <CodeLines
        source={opened.source}
        label={t('codeLabel')}
        isMarked={(line) =>
          edited
            ? edited.line <= line && line <= edited.endLine
            : first <= line && line <= last && first < last
        }
        number={(line, text) => (
          <button
            type="button"
            className={classes.line}
            data-line={line}
            data-part={line === chosen.to ? 'code' : undefined}
            tabIndex={line === chosen.to ? 0 : -1}
            aria-label={t('commentOnLine', { line, text: text.trim() })}
            onClick={(event) => {
              if (event.shiftKey && event.detail > 0) choose(line, true)
              else if (first < last && first <= line && line <= last) comment(first, last)
              else comment(line, line)
              if (!event.shiftKey && !(first <= line && line <= last))
                setChosen({ from: line, to: line })
            }}
            onKeyDown={(event) => {
              onKeyDown(event, line)
            }}
          >
            {line}
          </button>
        )}
        below={(line) =>
          writing.remarks.map((remark) => {
            if (remark.endLine !== line) return null
            if (remark.key === editing) {
              return (
                <RemarkEditor
                  key={remark.key}
                  {...{ course, remark }}
                  exercise={opened.exercise.slug}
                  onChange={(change) => {
                    write((now) => withChangedRemark(now, remark.key, change))
                  }}
                  onClose={() => {
                    close(line)
                  }}
                />
              )
            }
            return (
              <RemarkNote
                key={remark.key}
                line={remark.line}
                endLine={remark.endLine}
                text={remark.text}
              >
                <div className={classes.remarkTools}>
                  <Button
                    variant="default"
                    size="compact-xs"
                    aria-label={t('remarkEditOn', { line: remark.line })}
                    onClick={() => {
                      setEditing(remark.key)
                    }}
                  >
                    {t('remarkEdit')}
                  </Button>
                  <Button
                    variant="default"
                    size="compact-xs"
                    aria-label={t('remarkRemoveOn', { line: remark.line })}
                    onClick={() => {
                      write((now) => withoutRemark(now, remark.key))
                      setSaid(t('remarkRemoved'))
                      focusLine(line)
                    }}
                  >
                    {t('remarkRemove')}
                  </Button>
                </div>
              </RemarkNote>
            )
          })
        }
      />
    </div>
  )
}

function target(key: string, line: number, lineCount: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(line + 1, lineCount)
    case 'ArrowUp':
      return Math.max(line - 1, 1)
    case 'Home':
      return 1
    case 'End':
      return lineCount
    case 'PageDown':
      return Math.min(line + 10, lineCount)
    case 'PageUp':
      return Math.max(line - 10, 1)
    default:
      return null
  }
}
