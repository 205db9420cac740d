/** The inputs that several forms of the account share, and what can be wrong with what is typed into them. */
import { Button, Loader, PasswordInput, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface FieldProps {
  readonly name: string
  readonly error: string | undefined
}

const shortestPassword = 10

/** Each answers with what is wrong, in words, or with nothing. */
export function useChecks() {
  const { t } = useTranslation('account')
  return {
    name: (name: string) => (name.trim() === '' ? t('nameMissing') : undefined),
    email: (email: string) =>
      /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? undefined : t('emailWrong'),
    password: (password: string) => (password === '' ? t('passwordMissing') : undefined),
    newPassword: (password: string) =>
      password.length < shortestPassword
        ? t('passwordShort', { least: shortestPassword })
        : undefined,
  }
}

export function EmailField(props: FieldProps): ReactNode {
  const { t } = useTranslation('account')
  return (
    <TextInput
      {...props}
      label={t('email')}
      type="email"
      autoComplete="username"
      autoCapitalize="off"
      spellCheck={false}
      maxLength={254}
    />
  )
}

interface PasswordFieldProps extends FieldProps {
  readonly label: string
  readonly autoComplete: 'current-password' | 'new-password'
  readonly description?: string
}

/** With a button that shows what is typed, so that it has to be typed only once. */
export function PasswordField(props: PasswordFieldProps): ReactNode {
  const { t } = useTranslation('account')
  return (
    <PasswordInput
      {...props}
      aria-invalid={props.error !== undefined}
      maxLength={128}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
    />
  )
}

export function NewPasswordField({ label, ...props }: FieldProps & { label?: string }): ReactNode {
  const { t } = useTranslation('account')
  return (
    <PasswordField
      {...props}
      label={label ?? t('newPassword')}
      autoComplete="new-password"
      description={t('passwordRule', { least: shortestPassword })}
    />
  )
}

/** Stays in place and keeps the focus while the form is being sent. */
export function SubmitButton({
  isSending,
  children,
}: {
  isSending: boolean
  children: string
}): ReactNode {
  return (
    <Button
      type="submit"
      aria-disabled={isSending}
      leftSection={isSending ? <Loader size={16} color="currentColor" aria-hidden /> : undefined}
    >
      {children}
    </Button>
  )
}
