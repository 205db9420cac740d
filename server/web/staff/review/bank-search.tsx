/** Finds a shared comment by its words; arrow keys choose one, Enter inserts it. */
import { useQuery } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { TextInput } from '@mantine/core'
import type { BankComment } from '../../../api/review.ts'
import { inertLine } from '../../../../grader/explain.ts'
import { bankQuery } from './questions.ts'
import classes from './review.module.css'

interface BankSearchProps {
  readonly course: string
  /** The slug of the exercise whose comments are found, beside those for all. */
  readonly exercise: string
  readonly onInsert: (comment: BankComment) => void
}

const shownAtMost = 8

export function BankSearch({ course, exercise, onInsert }: BankSearchProps): ReactNode {
  const { t } = useTranslation('review')
  const id = useId()
  const [isOpen, setIsOpen] = useState(false)
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(0)
  const [asked] = useDebouncedValue(search.trim(), 150)
  const bank = useQuery({
    ...bankQuery(course, { exercise, search: asked, limit: shownAtMost }),
    enabled: isOpen,
  })
  const found = bank.data?.comments ?? []
  const at = Math.min(active, found.length - 1)

  const insert = (comment: BankComment | undefined) => {
    if (!comment) return
    setSearch('')
    setIsOpen(false)
    onInsert(comment)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && found.length > 0) {
      event.preventDefault()
      setActive((at + step + found.length) % found.length)
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      insert(found[at])
    }
  }
  return (
    <div className={classes.bank}>
      <TextInput
        role="combobox"
        size="xs"
        label={t('bankSearch')}
        placeholder={t('bankPlaceholder')}
        autoComplete="off"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && found[at] ? `${id}-${at}` : undefined}
        value={search}
        onFocus={() => {
          setIsOpen(true)
        }}
        onBlur={() => {
          setIsOpen(false)
        }}
        onChange={({ currentTarget }) => {
          setSearch(currentTarget.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id={id}
        role="listbox"
        aria-label={t('bank')}
        hidden={!isOpen || found.length === 0}
        className={classes.bankList}
      >
        {found.map((comment, index) => (
          <div
            key={comment.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className={classes.bankOption}
            // The field keeps the focus.
            onMouseDown={(event) => {
              event.preventDefault()
              insert(comment)
            }}
          >
            <span className={classes.bankText}>{inertLine(comment.text, 300)}</span>
            <span className={classes.faint}>{t('bankUses', { count: comment.uses })}</span>
          </div>
        ))}
      </div>
      {isOpen && bank.data && found.length === 0 && (
        <p className={classes.faint}>{asked === '' ? t('bankEmpty') : t('bankNone')}</p>
      )}
    </div>
  )
}
