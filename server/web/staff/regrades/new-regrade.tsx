/** Choosing what is graded again, with a count that follows the choice. */
import { Anchor, Button, NativeSelect, Textarea, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useSearchParams } from 'wouter'
import type { NewRegrade as Wanted } from '../../../api/regrade.ts'
import { send } from '../../client.ts'
import type { StaffCourse } from '../area.ts'
import { Refusal } from '../refusal.tsx'
import { useExercises, ways } from './names.ts'
import { addressOf, regradesKey, scopeQuery, type Listed, type Scope } from './questions.ts'
import { useRefusals } from './refusals.ts'
import classes from './regrades.module.css'
import { ScopeSummary } from './scope-summary.tsx'

export function NewRegrade({ course: { slug } }: { course: StaffCourse }): ReactNode {
  const { t } = useTranslation('regrades')
  const refusals = useRefusals()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const [search] = useSearchParams()
  const { exercises } = useExercises(slug)
  const [exercise, setExercise] = useState(search.get('exercise') ?? '')
  const [scope, setScope] = useState<Scope>(everybodysLatest)
  const [neverLower, setNeverLower] = useState(false)
  const [reason, setReason] = useState('')
  const [wasTried, setWasTried] = useState(false)
  const exerciseField = useRef<HTMLSelectElement>(null)
  const reasonField = useRef<HTMLTextAreaElement>(null)
  const count = useQuery(scopeQuery(slug, exercise, scope))
  const address = `/courses/${slug}/staff/regrades`

  const beginning = useMutation({
    mutationFn: (wanted: Wanted) => send<Listed>('POST', addressOf(slug), wanted),
    onSuccess({ id }) {
      void queries.invalidateQueries({ queryKey: regradesKey(slug) })
      go(`${address}/${id}`)
    },
  })

  function begin(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    setWasTried(true)
    if (exercise === '') exerciseField.current?.focus()
    else if (reason.trim() === '') reasonField.current?.focus()
    else if (!beginning.isPending) beginning.mutate({ exercise, scope, neverLower, reason })
  }

  function change(part: Partial<Scope>): void {
    beginning.reset()
    setScope({ ...scope, ...part })
  }

  return (
    <>
      <Anchor component={Link} href={address} size="sm">
        ← {t('back')}
      </Anchor>
      <Title order={1} size="h2" mt="xs" mb="md">
        {t('newTitle')}
      </Title>
      <form className={classes.form} noValidate onSubmit={begin}>
        <NativeSelect
          ref={exerciseField}
          label={t('exercise')}
          value={exercise}
          error={wasTried && exercise === '' && t('exerciseMissing')}
          data={[
            { value: '', label: t('chooseExercise') },
            ...exercises.map((one) => ({ value: one.slug, label: one.name })),
          ]}
          onChange={({ currentTarget }) => {
            beginning.reset()
            setExercise(currentTarget.value)
            setScope({ ...scope, failedCase: null })
          }}
        />
        <fieldset className={classes.ways}>
          <legend>{t('which')}</legend>
          {ways.map((which) => (
            <label key={which}>
              <input
                type="radio"
                name="which"
                checked={scope.which === which}
                onChange={() => {
                  change({ which })
                }}
              />
              {t(which)}
            </label>
          ))}
        </fieldset>
        <div className={classes.row}>
          <NativeSelect
            label={t('section')}
            value={scope.section ?? ''}
            data={[{ value: '', label: t('everySection') }, ...(count.data?.sections ?? [])]}
            onChange={({ currentTarget }) => {
              change({ section: currentTarget.value || null })
            }}
          />
          <NativeSelect
            label={t('failedCase')}
            value={scope.failedCase ?? ''}
            data={[{ value: '', label: t('everyCase') }, ...(count.data?.cases ?? [])]}
            onChange={({ currentTarget }) => {
              change({ failedCase: currentTarget.value || null })
            }}
          />
        </div>
        <label className={classes.choice}>
          <input
            type="checkbox"
            checked={neverLower}
            aria-describedby="never-lower-means"
            onChange={({ currentTarget }) => {
              setNeverLower(currentTarget.checked)
            }}
          />
          <span>
            {t('neverLower')}
            <span className={classes.faint} id="never-lower-means">
              {t('neverLowerMeans')}
            </span>
          </span>
        </label>
        <Textarea
          ref={reasonField}
          label={t('reason')}
          description={t('reasonHint')}
          rows={3}
          maxLength={1000}
          value={reason}
          error={wasTried && reason.trim() === '' && t('reasonMissing')}
          onChange={({ currentTarget }) => {
            setReason(currentTarget.value)
          }}
        />
        {exercise !== '' && <ScopeSummary count={count} address={address} />}
        <Refusal error={beginning.error} words={refusals} />
        <div className={classes.deeds}>
          <Button type="submit" aria-disabled={beginning.isPending}>
            {t('start')}
          </Button>
          <p className={classes.faint}>{t('startMeans')}</p>
        </div>
      </form>
    </>
  )
}

const everybodysLatest: Scope = { which: 'latest', section: null, failedCase: null }
