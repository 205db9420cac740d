import { TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { inertLine } from '../../../../grader/explain.ts'
import type { ClusterSources, MisconceptionDraft, NewMisconception } from '../../../api/clusters.ts'
import type { Wire } from '../../../api/wire.ts'
import { SubmitButton } from '../../account/fields.tsx'
import { useForm } from '../../account/use-form.ts'
import { send } from '../../client.ts'
import { Fault } from '../../components/fault.tsx'
import { SourceCode } from '../../report/source-code.tsx'
import { studentName } from '../review/names.ts'
import classes from './clusters.module.css'

interface MistakeFormProps {
  readonly sources: Wire<ClusterSources>
  /** Where the file is made. */
  readonly address: string
  readonly onMade: (draft: MisconceptionDraft) => void
}

/** Two hints at least: a question, and what says it. */
const optionalHints = ['hint2', 'hint3'] as const

export function MistakeForm({ sources, address, onMade }: MistakeFormProps): ReactNode {
  const { t } = useTranslation('clusters')
  const { t: tReview } = useTranslation('review')
  const { submissions, nextId, functionName } = sources
  const [chosen, setChosen] = useState(submissions[0]?.id ?? '')
  const written = (text: string) => (text.trim() === '' ? t('fieldMissing') : undefined)
  const form = useForm({
    fields: ['name', 'sameAs', 'hint1', ...optionalHints, 'last'],
    check: ({ name, sameAs, hint1, last }) => ({
      name: /^[a-z][A-Za-z0-9]{2,59}$/.test(name.trim()) ? undefined : t('functionNameWrong'),
      ...{ sameAs: written(sameAs), hint1: written(hint1), last: written(last) },
    }),
    send: ({ name, sameAs, hint1, hint2, hint3, last }) =>
      send<MisconceptionDraft>('POST', address, {
        ...{ submission: chosen, name: name.trim(), sameAs: sameAs.trim() },
        hints: [hint1, hint2, hint3, last].map((one) => one.trim()).filter((one) => one !== ''),
      } satisfies NewMisconception),
    onDone: onMade,
    blame: { nameTaken: { field: 'name', text: t('nameTaken') } },
  })
  return (
    <form className={classes.form} onSubmit={form.submit} noValidate>
      <fieldset className={classes.sources}>
        <legend>{t('nameAbout', { id: nextId })}</legend>
        {submissions.map(({ id, student, source }) => {
          const name = t('codeOf', { student: inertLine(studentName(tReview, student)) })
          return (
            <div key={id} className={classes.source}>
              <label>
                <input
                  type="radio"
                  name="submission"
                  checked={id === chosen}
                  onChange={() => {
                    setChosen(id)
                  }}
                />{' '}
                {name}
              </label>
              <SourceCode source={source} label={name} />
            </div>
          )
        })}
      </fieldset>
      <div className={classes.fields}>
        <TextInput
          {...form.field('name')}
          label={t('functionName')}
          description={t('functionNameHint')}
          placeholder={functionName}
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
        />
        <TextInput
          {...form.field('sameAs')}
          label={t('sameNumbers')}
          description={t('sameNumbersHint')}
          autoComplete="off"
          maxLength={300}
        />
        <TextInput
          {...form.field('hint1')}
          label={t('hint', { number: 1 })}
          autoComplete="off"
          maxLength={500}
        />
        {optionalHints.map((field, at) => (
          <TextInput
            {...form.field(field)}
            key={field}
            label={t('hintOptional', { number: at + 2 })}
            autoComplete="off"
            maxLength={500}
          />
        ))}
        <TextInput
          {...form.field('last')}
          label={t('hintLast')}
          autoComplete="off"
          maxLength={500}
        />
      </div>
      {form.refusal && <Fault error={form.refusal} />}
      <div className={classes.formButtons}>
        <SubmitButton isSending={form.isSending}>{t('make')}</SubmitButton>
      </div>
    </form>
  )
}
