/** Writing a comment on lines of the code, also with what the staff shares. */
import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { BankComment, NewBankComment } from '../../../api/review.ts'
import { send } from '../../client.ts'
import { Fault } from '../../components/fault.tsx'
import { BankSearch } from './bank-search.tsx'
import { doneKey, isDoneKey } from './keys.ts'
import { addressOf, bankKey } from './questions.ts'
import classes from './review.module.css'
import type { Remark } from './writing.ts'

interface RemarkEditorProps {
  readonly course: string
  /** The slug of the exercise. */
  readonly exercise: string
  readonly remark: Remark
  readonly onChange: (change: Partial<Remark>) => void
  readonly onClose: () => void
}

export function RemarkEditor(props: RemarkEditorProps): ReactNode {
  const { course, exercise, remark, onChange, onClose } = props
  const { t } = useTranslation('review')
  const queries = useQueryClient()
  const field = useRef<HTMLTextAreaElement>(null)
  const share = useMutation({
    mutationFn: (text: string) =>
      send<BankComment>('POST', addressOf(course, 'bank-comments'), {
        ...{ text, exercise },
      } satisfies NewBankComment),
    onSuccess({ id }) {
      onChange({ bankComment: id })
      void queries.invalidateQueries({ queryKey: bankKey(course) })
    },
  })
  const { line, endLine, text, bankComment } = remark
  const label = line === endLine ? t('remarkOn', { line }) : t('remarkOnLines', { line, endLine })
  return (
    <div
      className={classes.editor}
      onKeyDown={(event) => {
        if (event.defaultPrevented || !(isDoneKey(event) || event.key === 'Escape')) return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
    >
      <Textarea
        ref={field}
        label={label}
        autoFocus
        rows={3}
        maxLength={5_000}
        value={text}
        classNames={{ input: classes.growing }}
        onChange={({ currentTarget }) => {
          onChange({ text: currentTarget.value })
        }}
      />
      <BankSearch
        course={course}
        exercise={exercise}
        onInsert={(comment) => {
          const before = text.trim()
          onChange({
            text: before === '' ? comment.text : `${before}\n${comment.text}`,
            bankComment: comment.id,
          })
          field.current?.focus()
        }}
      />
      <div className={classes.editorTools}>
        <Button
          size="compact-sm"
          onClick={onClose}
          rightSection={<kbd className={classes.onButton}>{doneKey.shown}</kbd>}
        >
          {t('remarkOver')}
        </Button>
        {bankComment === null ? (
          <Button
            variant="default"
            size="compact-sm"
            aria-disabled={text.trim() === '' || share.isPending}
            onClick={() => {
              if (text.trim() !== '' && !share.isPending) share.mutate(text.trim())
            }}
          >
            {t('bankShare')}
          </Button>
        ) : (
          <span role="status" className={classes.faint}>
            {share.isSuccess ? t('bankShared') : t('bankUsed')}
          </span>
        )}
      </div>
      {share.error && <Fault error={share.error} />}
    </div>
  )
}
