/** A field for each setting of an assignment. */
import { Alert, Button, NativeSelect, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './assignments.module.css'
import { LateSteps, readSteps, type TypedStep } from './late-steps.tsx'
import type { Settings } from './settings.ts'
import { typedIn } from './typed.ts'
import { instantOf, wallTime } from './wall-time.ts'

interface SettingsFormProps {
  readonly filled: Settings
  readonly isRemovable: boolean
  readonly timeZone: string
  readonly error: Error | null
  readonly isSaving: boolean
  readonly onSave: (settings: Settings) => void
  readonly onRemove: () => void
  readonly onClose: () => void
}

const disclosures = ['full', 'diagnosis', 'name'] as const

export function SettingsForm(props: SettingsFormProps): ReactNode {
  const { filled, isRemovable, timeZone, error, isSaving, onSave, onRemove, onClose } = props
  const { t } = useTranslation('assignments')
  const [steps, setSteps] = useState(() => typedSteps(filled))
  const [firstSteps] = useState(steps)
  const [isHidden, setIsHidden] = useState(filled.isHidden)
  const latePolicy = steps === firstSteps ? filled.latePolicy : readSteps(steps)
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (latePolicy === 'wrong') return
        const text = typedIn(event.currentTarget)
        const number = (name: string) => (text(name) === '' ? null : Number(text(name)))
        // A field holds no seconds: who leaves it alone does not move the date to the full minute.
        const instant = (name: 'opensAt' | 'dueAt') =>
          text(name) === wallTime(filled[name], timeZone)
            ? filled[name]
            : instantOf(text(name), timeZone)
        const minutes = number('cooldown')
        onSave({
          opensAt: instant('opensAt'),
          dueAt: instant('dueAt'),
          latePolicy,
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
          defaultValue={wallTime(filled.opensAt, timeZone)}
        />
        <TextInput
          type="datetime-local"
          name="dueAt"
          label={t('due')}
          defaultValue={wallTime(filled.dueAt, timeZone)}
        />
      </div>
      <span className={classes.faint}>{t('zone', { zone: timeZone })}</span>
      <LateSteps steps={steps} onChange={setSteps} />
      <div className={classes.pair}>
        <TextInput
          {...{ type: 'number', name: 'attemptLimit', min: 1, max: 1000, step: 1 }}
          label={t('attemptLimit')}
          description={t('emptyUnlimited')}
          defaultValue={filled.attemptLimit ?? ''}
        />
        <TextInput
          {...{ type: 'number', name: 'cooldown', min: 0.5, max: 10_080, step: 'any' }}
          label={t('cooldown')}
          description={t('emptyNone')}
          defaultValue={filled.cooldownSeconds === null ? '' : filled.cooldownSeconds / 60}
        />
        <NativeSelect
          name="disclosure"
          label={t('disclosure')}
          description={t('disclosureAbout')}
          defaultValue={filled.disclosure ?? ''}
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
          defaultValue={filled.weight}
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
      <span className={classes.faint}>{isRemovable ? t('removable') : t('notRemovable')}</span>
      {error && (
        <Alert color="red" role="alert" p="sm">
          {error.message}
        </Alert>
      )}
      <div className={classes.buttons}>
        {isRemovable && (
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
  )
}

function typedSteps({ latePolicy }: Settings): readonly TypedStep[] {
  return (latePolicy ?? []).map(({ hours, credit }) => ({
    ...{ hours: `${hours}`, credit: `${Math.round(1000 * credit) / 10}` },
  }))
}
