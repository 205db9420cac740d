/** The comments that the staff shares: found, written, changed and removed. */
import { Anchor, Button, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { inert } from '../../../../grader/explain.ts'
import type { BankComment, BankCommentChange, NewBankComment } from '../../../api/review.ts'
import { send } from '../../client.ts'
import { ConfirmButton } from '../../components/dialog.tsx'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import type { StaffCourse } from '../area.ts'
import { BankForm } from './bank-form.tsx'
import { exerciseTitle } from './names.ts'
import { addressOf, bankKey, bankQuery, choicesQuery } from './questions.ts'
import classes from './tools.module.css'

type Deed =
  | { readonly kind: 'add'; readonly body: NewBankComment }
  | { readonly kind: 'change'; readonly id: string; readonly body: BankCommentChange }
  | { readonly kind: 'remove'; readonly id: string }

export function BankPage({ course }: { course: StaffCourse }): ReactNode {
  const { t } = useTranslation('review')
  const queries = useQueryClient()
  const [search, setSearch] = useState('')
  const [exercise, setExercise] = useState('')
  const [page, setPage] = useState(1)
  const [edited, setEdited] = useState<string | null>(null)
  /** How many were added: the form for the next one is empty again. */
  const [added, setAdded] = useState(0)
  const [asked] = useDebouncedValue(search.trim(), 150)
  const choices = useQuery(choicesQuery(course.slug))
  const bank = useQuery(
    bankQuery(course.slug, { exercise: exercise || undefined, search: asked, page }),
  )
  const change = useMutation({
    mutationFn: (deed: Deed) => request(addressOf(course.slug, 'bank-comments'), deed),
    onSuccess(_, { kind }) {
      if (kind === 'add') setAdded(added + 1)
      else setEdited(null)
      return queries.invalidateQueries({ queryKey: bankKey(course.slug) })
    },
  })
  const exercises = (choices.data?.assignments ?? []).map((one) => one.exercise)
  const nameOf = (slug: string | null) => {
    const known = exercises.find((one) => one.slug === slug)
    return slug === null ? t('bankForAll') : known ? exerciseTitle(known) : slug
  }
  return (
    <div className={classes.page}>
      <PageTitle>{t('bankTitle')}</PageTitle>
      <Anchor component={Link} href={`/courses/${course.slug}/staff/review`} size="sm">
        ← {t('backToQueue')}
      </Anchor>
      <h1 className={classes.title}>{t('bankTitle')}</h1>
      <p className={classes.faint}>{t('bankMeans')}</p>
      <div className={classes.find}>
        <TextInput
          type="search"
          label={t('bankFind')}
          value={search}
          onChange={({ currentTarget }) => {
            setSearch(currentTarget.value)
            setPage(1)
          }}
        />
        <NativeSelect
          label={t('bankExercise')}
          value={exercise}
          data={[
            { value: '', label: t('every') },
            ...exercises.map((one) => ({ value: one.slug, label: exerciseTitle(one) })),
          ]}
          onChange={({ currentTarget }) => {
            setExercise(currentTarget.value)
            setPage(1)
          }}
        />
      </div>
      {bank.error && <Fault error={bank.error} onTryAgain={() => void bank.refetch()} />}
      {bank.isPending && <Loading />}
      {bank.data?.comments.length === 0 && (
        <p>{asked === '' && exercise === '' ? t('bankListEmpty') : t('bankNone')}</p>
      )}
      <section aria-labelledby="bank-list">
        <h2 id="bank-list" className={classes.unseen} tabIndex={-1}>
          {t('bankTitle')}
        </h2>
        <ul role="list" className={classes.list}>
          {bank.data?.comments.map((comment) => (
            <li key={comment.id} className={classes.row}>
              {edited === comment.id ? (
                <BankForm
                  {...{ comment, exercises }}
                  isBusy={change.isPending}
                  onSend={(body) => {
                    change.mutate({ kind: 'change', id: comment.id, body })
                  }}
                  onCancel={() => {
                    setEdited(null)
                  }}
                />
              ) : (
                <>
                  <span className={classes.text}>
                    {inert(comment.text)}
                    <span className={classes.faint}>
                      {nameOf(comment.exercise)} · {t('bankUses', { count: comment.uses })}
                    </span>
                  </span>
                  <Tools
                    comment={comment}
                    onEdit={() => {
                      setEdited(comment.id)
                    }}
                    onRemove={() => {
                      change.mutate({ kind: 'remove', id: comment.id })
                    }}
                  />
                </>
              )}
            </li>
          ))}
        </ul>
      </section>
      {bank.data && bank.data.pages > 1 && (
        <div className={classes.pages}>
          <Button
            variant="default"
            size="compact-sm"
            disabled={page <= 1}
            onClick={() => {
              setPage(page - 1)
            }}
          >
            {t('before')}
          </Button>
          {t('pageOf', bank.data)}
          <Button
            variant="default"
            size="compact-sm"
            disabled={page >= bank.data.pages}
            onClick={() => {
              setPage(page + 1)
            }}
          >
            {t('after')}
          </Button>
        </div>
      )}
      {change.error && <Fault error={change.error} />}
      <section aria-labelledby="bank-add" className={classes.add}>
        <h2 id="bank-add">{t('bankAdd')}</h2>
        <BankForm
          key={added}
          exercises={exercises}
          isBusy={change.isPending}
          onSend={(body) => {
            change.mutate({ kind: 'add', body })
          }}
        />
      </section>
    </div>
  )
}

async function request(path: string, deed: Deed): Promise<void> {
  if (deed.kind === 'add') await send('POST', path, deed.body)
  else if (deed.kind === 'change') await send('PATCH', `${path}/${deed.id}`, deed.body)
  else await send('DELETE', `${path}/${deed.id}`)
}

function Tools({
  comment,
  onEdit,
  onRemove,
}: {
  comment: BankComment
  onEdit: () => void
  onRemove: () => void
}): ReactNode {
  const { t } = useTranslation('review')
  const { text } = comment
  return (
    <span className={classes.tools}>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t('bankEditOf', { text })}
        onClick={onEdit}
      >
        {t('edit')}
      </Button>
      <ConfirmButton
        deed={t('remove')}
        name={t('bankRemoveOf', { text })}
        question={t('bankRemoveTitle')}
        onConfirm={onRemove}
      >
        {t('bankRemoveText')}
      </ConfirmButton>
    </span>
  )
}
