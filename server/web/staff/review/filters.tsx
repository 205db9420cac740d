/** What the queue can be asked for. */
import { Button, NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { verdictWord } from '../../../../grader/explain.ts'
import { currentLanguage } from '../../language.ts'
import { changed, type Filter } from './filter.ts'
import { exerciseTitle } from './names.ts'
import type { Choices } from './opened.ts'
import classes from './queue.module.css'

interface FiltersProps {
  readonly choices: Choices
  readonly filter: Filter
  readonly onChange: (next: Filter) => void
}

const factors = ['1.5', '2', '5', '10', '100']

export function Filters({ choices, filter, onChange }: FiltersProps): ReactNode {
  const { t } = useTranslation('review')
  const { assignments, sections, verdicts, misconceptions } = choices
  const withCount = (name: string, count: number) => t('withCount', { name, count })
  const exercise = assignments.find(({ id }) => id === filter.assignment)?.exercise.slug
  const { borderline } = filter
  const offered = borderline && !factors.includes(borderline) ? [borderline, ...factors] : factors
  const asking = { filter, onChange }
  const isAsking = Object.keys(filter).some((name) => name !== 'state' && name !== 'which')
  return (
    <section className={classes.filters} aria-label={t('filters')}>
      <Choice
        name="assignment"
        {...asking}
        label={t('assignment')}
        options={assignments.map(({ id, exercise, submissions }) => ({
          value: id,
          label: withCount(exerciseTitle(exercise), submissions),
        }))}
      />
      {sections.length > 0 && (
        <Choice
          name="section"
          {...asking}
          label={t('section')}
          options={[
            ...sections.map((section) => ({ value: section, label: section })),
            { value: '', label: t('noSection') },
          ]}
        />
      )}
      <Choice
        name="verdict"
        {...asking}
        label={t('verdict')}
        options={verdicts.map(({ verdict, submissions }) => ({
          value: verdict,
          label: withCount(verdictWord(verdict, currentLanguage()), submissions),
        }))}
      />
      <Choice
        name="misconception"
        {...asking}
        label={t('misconception')}
        options={misconceptions
          .filter((one) => exercise === undefined || one.exercise === exercise)
          .filter(({ id }, at, fitting) => fitting.findIndex((one) => one.id === id) === at)
          .map(({ id, sameAs, submissions }) => ({
            value: id,
            label: withCount(
              sameAs === null ? id : t('misconceptionIs', { id, sameAs }),
              submissions,
            ),
          }))}
      />
      <Choice
        name="borderline"
        {...asking}
        label={t('borderline')}
        any={t('borderlineAny')}
        options={offered.map((factor) => ({
          value: factor,
          label: t('borderlineWithin', { factor }),
        }))}
      />
      <NativeSelect
        label={t('which')}
        value={filter.which ?? 'latest'}
        data={(['latest', 'best', 'all'] as const).map((value) => ({ value, label: t(value) }))}
        onChange={({ currentTarget }) => {
          onChange(changed(filter, { which: currentTarget.value }))
        }}
      />
      {isAsking && (
        <div className={classes.asked}>
          {(['failedCase', 'finding'] as const).map((name) => {
            const value = filter[name]
            if (value === undefined) return null
            const what = t(`${name}Is`, { name: value })
            return (
              <Button
                key={name}
                variant="default"
                size="compact-sm"
                aria-label={t('leaveOut', { what })}
                onClick={() => {
                  onChange(changed(filter, { [name]: null }))
                }}
              >
                {what} <span aria-hidden>&nbsp;✕</span>
              </Button>
            )
          })}
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              const { state, which = 'latest' } = filter
              onChange({ which, ...(state !== undefined && { state }) })
            }}
          >
            {t('clear')}
          </Button>
        </div>
      )}
    </section>
  )
}

interface ChoiceProps {
  readonly name: 'assignment' | 'section' | 'verdict' | 'misconception' | 'borderline'
  readonly label: string
  /** What stands for no wish. */
  readonly any?: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly filter: Filter
  readonly onChange: (next: Filter) => void
}

/** The empty section is a wish of its own, so values carry a sign in front. */
function Choice({ name, label, any, options, filter, onChange }: ChoiceProps): ReactNode {
  const { t } = useTranslation('review')
  const value = filter[name]
  const isKnown = value === undefined || options.some((one) => one.value === value)
  const all = isKnown ? options : [{ value, label: value }, ...options]
  return (
    <NativeSelect
      label={label}
      value={value === undefined ? '' : `=${value}`}
      data={[
        { value: '', label: any ?? t('every') },
        ...all.map((one) => ({ value: `=${one.value}`, label: one.label })),
      ]}
      onChange={({ currentTarget }) => {
        const chosen = currentTarget.value
        const next = changed(filter, { [name]: chosen === '' ? null : chosen.slice(1) })
        // Mistakes are those of an exercise.
        onChange(name === 'assignment' ? changed(next, { misconception: null }) : next)
      }}
    />
  )
}
