/** Begins an exercise: from a template, from one that is there, or from a folder as zip. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState, type ReactNode, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { NewWorkshopExercise } from '../../../api/workshop.ts'
import { Refused, send } from '../../client.ts'
import { Dialog } from '../../components/dialog.tsx'
import { Refusal } from '../refusal.tsx'
import { addressOf, workshopKey, type Everything } from './questions.ts'
import { useRefusals } from './refusals.ts'
import { slugFrom, slugProblem } from './rules.ts'
import classes from './workshop.module.css'
import { zipBody, ZipField } from './zip-field.tsx'

interface NewExerciseDialogProps {
  readonly course: string
  readonly workshop: Everything
  /** The slug of an exercise to copy; '' where none was chosen yet. */
  readonly copyOf: string
  readonly onClose: () => void
}

const ways = ['template', 'copy', 'zip'] as const
type Way = (typeof ways)[number]

export function NewExerciseDialog(props: NewExerciseDialogProps): ReactNode {
  const { course, workshop, copyOf, onClose } = props
  const { t } = useTranslation(['workshop', 'shell'])
  const refusals = useRefusals()
  const queries = useQueryClient()
  const [, setPlace] = useLocation()
  const beginWith = workshop.copyable.some(({ slug }) => slug === copyOf) ? copyOf : ''
  const [way, setWay] = useState<Way>(beginWith === '' ? 'template' : 'copy')
  const [title, setTitle] = useState('')
  const [ownSlug, setOwnSlug] = useState<string | null>(null)
  const [source, setSource] = useState(beginWith || (workshop.copyable[0]?.slug ?? ''))
  const [zip, setZip] = useState<File | null>(null)
  const [wasTried, setWasTried] = useState(false)
  const titleField = useRef<HTMLInputElement>(null)
  const slugField = useRef<HTMLInputElement>(null)
  const slugHint = useId()

  const slug = ownSlug ?? slugFrom(title)
  const isTaken = [...workshop.exercises, ...workshop.copyable].some((one) => one.slug === slug)
  const problem = slugProblem(slug) ?? (isTaken ? 'slugTaken' : null)
  const isTitleMissing = way !== 'zip' && title.trim() === ''

  const beginning = useMutation({
    mutationFn: async () => {
      if (way === 'zip' && zip) {
        await send('POST', addressOf(course, slug, 'zip'), zipBody(zip))
        return
      }
      await send('POST', addressOf(course), {
        ...{ slug, title: title.trim() },
        ...(way === 'copy' && { copyOf: source }),
      } satisfies NewWorkshopExercise)
    },
    onSuccess() {
      void queries.invalidateQueries({ queryKey: workshopKey(course) })
      setPlace(`/courses/${course}/staff/workshop/${slug}`)
    },
  })
  const begin = (event: SubmitEvent) => {
    event.preventDefault()
    setWasTried(true)
    if (beginning.isPending) return
    if (isTitleMissing) titleField.current?.focus()
    else if (problem) slugField.current?.focus()
    else if (way !== 'zip' || zip) beginning.mutate()
  }
  const slugRefused =
    beginning.error instanceof Refused && beginning.error.code === 'slugTaken' && 'slugTaken'
  const showsProblem = problem !== null && (problem !== 'slugMissing' || wasTried)

  return (
    <Dialog title={t('newExercise')} onClose={onClose}>
      <form className={classes.form} noValidate onSubmit={begin}>
        <fieldset className={classes.ways}>
          <legend>{t('beginWith')}</legend>
          {ways.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="way"
                checked={way === one}
                onChange={() => {
                  beginning.reset()
                  setWay(one)
                }}
              />
              <span>
                {t(`${one}Way`)}
                <span className={classes.faint}>{t(`${one}Means`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {way === 'copy' && (
          <NativeSelect
            label={t('copyOf')}
            value={source}
            data={workshop.copyable.map((one) => ({
              value: one.slug,
              label: `${one.code} ${one.title}`,
            }))}
            onChange={({ currentTarget }) => {
              setSource(currentTarget.value)
            }}
          />
        )}
        {way === 'zip' && (
          <ZipField
            zip={zip}
            isMissing={wasTried && !zip}
            onChoose={(file) => {
              beginning.reset()
              setZip(file)
              if (slug === '') setOwnSlug(slugFrom(file.name.replace(/\.zip$/i, '')))
            }}
          />
        )}
        {way !== 'zip' && (
          <TextInput
            ref={titleField}
            label={t('exerciseTitle')}
            description={t('exerciseTitleHint')}
            maxLength={120}
            value={title}
            error={wasTried && isTitleMissing && t('titleMissing')}
            onChange={({ currentTarget }) => {
              setTitle(currentTarget.value)
            }}
          />
        )}
        <TextInput
          ref={slugField}
          label={t('slug')}
          description={t('slugHint')}
          value={slug}
          spellCheck={false}
          autoCapitalize="off"
          classNames={{ input: classes.mono! }}
          aria-describedby={slugHint}
          error={showsProblem ? t(problem) : slugRefused && t(slugRefused)}
          onChange={({ currentTarget }) => {
            beginning.reset()
            setOwnSlug(currentTarget.value)
          }}
        />
        <p id={slugHint} role="status" className={classes.good}>
          {problem === null && !slugRefused && t('slugFree')}
        </p>
        {!slugRefused && <Refusal error={beginning.error} words={refusals} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'shell' })}
          </Button>
          <Button type="submit" aria-disabled={beginning.isPending}>
            {beginning.isPending ? t('beginning') : t('begin')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
