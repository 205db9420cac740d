/** The items of a rubric in their order, and for instructors the ways to change them. */
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { inert } from '../../../../grader/explain.ts'
import type { Rubric, RubricItem } from '../../../api/review.ts'
import { Dialog } from '../../components/dialog.tsx'
import { Fault } from '../../components/fault.tsx'
import { pointsText, signedPoints } from '../../report/points.ts'
import reviewClasses from './review.module.css'
import { RubricForm } from './rubric-form.tsx'
import classes from './tools.module.css'
import { useRubric, type RubricChanges } from './use-rubric.ts'

interface RubricItemsProps {
  readonly course: string
  readonly assignment: string
  readonly rubric: Rubric
  readonly isInstructor: boolean
}

export function RubricItems(props: RubricItemsProps): ReactNode {
  const { course, assignment, rubric, isInstructor } = props
  const { t } = useTranslation('review')
  const [edited, setEdited] = useState<string | null>(null)
  const changes = useRubric(course, assignment)
  const { items, maxPoints } = rubric
  const move = (from: number, to: number) => {
    const order = items.map(({ id }) => id)
    order.splice(to, 0, ...order.splice(from, 1))
    changes.start({ kind: 'order', order })
  }
  return (
    <>
      <p className={classes.faint}>
        {t('rubricScale', { max: pointsText(maxPoints) })}{' '}
        {!isInstructor && t('rubricOnlyInstructors')}
      </p>
      {items.length === 0 && <p>{t('rubricEmpty')}</p>}
      <ol role="list" className={classes.list}>
        {items.map((item, at) => (
          <li key={item.id} className={classes.row}>
            {edited === item.id ? (
              <RubricForm
                item={item}
                isBusy={changes.isBusy}
                onSend={(text, points) => {
                  setEdited(null)
                  changes.start({ kind: 'change', item, text, points })
                }}
                onCancel={() => {
                  setEdited(null)
                }}
              />
            ) : (
              <>
                <span className={classes.place}>{at + 1}</span>
                <span className={classes.points}>{signedPoints(item.points)}</span>
                <span className={classes.text}>
                  {inert(item.text)}
                  <span className={classes.faint}>
                    {item.reviews === 0
                      ? t('rubricCountsNone')
                      : t('rubricCounts', { count: item.reviews })}
                  </span>
                </span>
                {isInstructor && (
                  <Tools
                    item={item}
                    changes={changes}
                    onUp={at > 0 ? () => move(at, at - 1) : null}
                    onDown={at < items.length - 1 ? () => move(at, at + 1) : null}
                    onEdit={() => {
                      setEdited(item.id)
                    }}
                  />
                )}
              </>
            )}
          </li>
        ))}
      </ol>
      {changes.error && <Fault error={changes.error} />}
      {isInstructor && (
        <section aria-labelledby="rubric-add" className={classes.add}>
          <h2 id="rubric-add">{t('rubricAdd')}</h2>
          <RubricForm
            key={items.length}
            isBusy={changes.isBusy}
            onSend={(text, points) => {
              changes.start({ kind: 'add', text, points })
            }}
          />
        </section>
      )}
      <Question changes={changes} />
    </>
  )
}

function Tools({
  item,
  changes,
  onUp,
  onDown,
  onEdit,
}: {
  item: RubricItem
  changes: RubricChanges
  onUp: (() => void) | null
  onDown: (() => void) | null
  onEdit: () => void
}): ReactNode {
  const { t } = useTranslation('review')
  const { text } = item
  return (
    <span className={classes.tools}>
      <Tool name={t('rubricUp', { text })} onDo={onUp}>
        ↑
      </Tool>
      <Tool name={t('rubricDown', { text })} onDo={onDown}>
        ↓
      </Tool>
      <Tool name={t('rubricEdit', { text })} onDo={onEdit}>
        {t('edit')}
      </Tool>
      <Tool
        name={t('rubricRemove', { text })}
        onDo={() => {
          changes.start({ kind: 'remove', item })
        }}
      >
        {t('remove')}
      </Tool>
    </span>
  )
}

function Tool({
  name,
  onDo,
  children,
}: {
  name: string
  /** Null where it cannot be done. */
  onDo: (() => void) | null
  children: string
}): ReactNode {
  return (
    <Button
      variant="default"
      size="compact-sm"
      aria-label={name}
      aria-disabled={onDo === null}
      {...(onDo === null && { 'data-disabled': true })}
      onClick={() => {
        onDo?.()
      }}
    >
      {children}
    </Button>
  )
}

function Question({ changes: { asked, answer } }: { changes: RubricChanges }): ReactNode {
  const { t } = useTranslation('review')
  if (!asked) return null
  const { deed, reviews } = asked
  const [title, yes] =
    reviews > 0 ? [t('rescoreTitle'), t('rescore')] : [t('removeTitle'), t('remove')]
  return (
    <Dialog
      key={`${deed.kind} ${reviews}`}
      title={title}
      onClose={(value) => {
        answer(value === 'yes')
      }}
    >
      <p>{reviews > 0 ? t('rescoreText', { count: reviews }) : t('removeText')}</p>
      <form method="dialog" className={reviewClasses.answers}>
        <Button type="submit" variant="default">
          {t('cancel')}
        </Button>
        <Button type="submit" value="yes" color="red">
          {yes}
        </Button>
      </form>
    </Dialog>
  )
}
