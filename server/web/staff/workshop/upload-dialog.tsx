/** A folder that was changed elsewhere, as the next edition. */
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { send } from '../../client.ts'
import { Dialog } from '../../components/dialog.tsx'
import { Refusal } from '../refusal.tsx'
import { addressOf, workshopKey } from './questions.ts'
import { useRefusals } from './refusals.ts'
import classes from './workshop.module.css'
import { zipBody, ZipField } from './zip-field.tsx'

interface UploadDialogProps {
  readonly course: string
  readonly slug: string
  /** The edition that is the newest as far as is known here. */
  readonly basedOn: string
  readonly onClose: () => void
}

export function UploadDialog({ course, slug, basedOn, onClose }: UploadDialogProps): ReactNode {
  const { t } = useTranslation(['workshop', 'shell'])
  const refusals = useRefusals()
  const queries = useQueryClient()
  const [zip, setZip] = useState<File | null>(null)
  const [note, setNote] = useState('')
  const [wasTried, setWasTried] = useState(false)
  const sending = useMutation({
    mutationFn: (file: File) => {
      const query = new URLSearchParams({
        basedOn,
        ...(note.trim() !== '' && { note: note.trim() }),
      })
      return send('POST', `${addressOf(course, slug, 'zip')}?${query.toString()}`, zipBody(file))
    },
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: workshopKey(course) }),
  })
  return (
    <Dialog title={t('uploadTitle')} onClose={onClose}>
      <p>{t('uploadMeans')}</p>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setWasTried(true)
          if (zip && !sending.isPending) sending.mutate(zip)
        }}
      >
        <ZipField
          zip={zip}
          isMissing={wasTried && !zip}
          onChoose={(file) => {
            sending.reset()
            setZip(file)
          }}
        />
        <TextInput
          label={t('note')}
          maxLength={500}
          value={note}
          onChange={({ currentTarget }) => {
            setNote(currentTarget.value)
          }}
        />
        <Refusal error={sending.error} words={refusals} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'shell' })}
          </Button>
          <Button type="submit" aria-disabled={sending.isPending}>
            {t('uploadNow')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
