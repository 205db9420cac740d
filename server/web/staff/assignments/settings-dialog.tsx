/** All that can be set of one assignment. */
import { Alert, Button, NativeSelect, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import classes from './assignments.module.css'
import { LateSteps, readSteps, type TypedStep } from './late-steps.tsx'
import type { ListedAssignment } from './questions.ts'
import { typedIn } from './typed.ts'
import { instantOf, wallTime } from './wall-time.ts'

export type Settings = Pick<
  ListedAssignment,
  | 'opensAt'
  | 'dueAt'
  | 'latePolicy'
  | 'attemptLimit'
  | 'cooldownSeconds'
  | 'disclosure'
  | 'weight'
  | 'isHidden'
>

interface SettingsDialogProps {
  readonly assignment: ListedAssignment
  readonly timeZone: string
  readonly error: Error | null
  readonly isSaving: boolean
  readonly onSave: (settings: Settings) => void
  readonly onRemove: () => void
  readonly onClose: () => void
}

const disclosures = ['full', 'diagnosis', 'name'] as const

export function SettingsDialog(props: SettingsDialogProps): ReactNode {
  const { assignment, timeZone, error, isSaving, onSave, onRemove, onClose } = props
  const { t } = useTranslation('assignments')
  const [steps, setSteps] = useState<readonly TypedStep[]>(
    (assignment.latePolicy ?? []).map(({ hours, credit }) => ({
      ...{ hours: `${hours}`, credit: `${Math.round(1000 * credit) / 10}` },
    })),
  )
  const [isHidden, setIsHidden] = useState(assignment.isHidden)
  const latePolicy = readSteps(steps)
  return (
    <Dialog title={`${assignment.code ?? ''} ${assignment.title}`.trim()} onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          const text = typedIn(event.currentTarget)
          const number = (name: string) => (text(name) === '' ? null : Number(text(name)))
          const minutes = number('cooldown')
          onSave({
            opensAt: instantOf(text('opensAt'), timeZone),
            dueAt: instantOf(text('dueAt'), timeZone),
            latePolicy: latePolicy === 'wrong' ? null : latePolicy,
            attemptLimit: number('attemptLimit'),
            cooldownSeconds: minutes === null ? null : Math.round(60 * minutes),
            disclosure: disclosures.find((one) => one === text('disclosure')) ?? null,
            weight: number('weight') ?? 1,
            isHidden,
          })
        }}
      >
        <div className={classes.pair}>
          <TextInput
            type="datetime-local"
            name="opensAt"
            label={t('opens')}
            defaultValue={wallTime(assignment.opensAt, timeZone)}
          />
          <TextInput
            type="datetime-local"
            name="dueAt"
            label={t('due')}
            defaultValue={wallTime(assignment.dueAt, timeZone)}
          />
        </div>
        <span className={classes.faint}>{t('zone', { zone: timeZone })}</span>
        <LateSteps steps={steps} onChange={setSteps} />
        <div className={classes.pair}>
          <TextInput
            {...{ type: 'number', name: 'attemptLimit', min: 1, max: 1000, step: 1 }}
            label={t('attemptLimit')}
            description={t('emptyUnlimited')}
            defaultValue={assignment.attemptLimit ?? ''}
          />
          <TextInput
            {...{ type: 'number', name: 'cooldown', min: 0.5, max: 10_080, step: 'any' }}
            label={t('cooldown')}
            description={t('emptyNone')}
            defaultValue={
              assignment.cooldownSeconds === null ? '' : assignment.cooldownSeconds / 60
            }
          />
          <NativeSelect
            name="disclosure"
            label={t('disclosure')}
            description={t('disclosureAbout')}
            defaultValue={assignment.disclosure ?? ''}
            data={[
              { value: '', label: t('asExercise') },
              { value: 'diagnosis', label: t('diagnosis') },
              { value: 'name', label: t('name') },
            ]}
          />
          <TextInput
            {...{ type: 'number', name: 'weight', min: 0, max: 1000, step: 'any' }}
            required
            label={t('weight')}
            description={t('weightAbout')}
            defaultValue={assignment.weight}
          />
        </div>
        <label className={classes.check}>
          <input
            type="checkbox"
            className={classes.box}
            checked={isHidden}
            onChange={(event) => {
              setIsHidden(event.currentTarget.checked)
            }}
          />
          {t('hide')}
        </label>
        <span className={classes.faint}>
          {assignment.isRemovable ? t('removable') : t('notRemovable')}
        </span>
        {error && (
          <Alert color="red" role="alert" p="sm">
            {error.message}
          </Alert>
        )}
        <div className={classes.buttons}>
          {assignment.isRemovable && (
            <Button variant="default" onClick={onRemove}>
              {t('remove')}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={isSaving} disabled={latePolicy === 'wrong'}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
