import { useTranslation } from 'react-i18next'
import type { Session } from '../../api/session.ts'

export type Role = Session['courses'][number]['role']
export const roles: readonly Role[] = ['student', 'assistant', 'instructor']

export function isRole(text: string): text is Role {
  return roles.some((role) => role === text)
}

export function useRoleNames(): Readonly<Record<Role, string>> {
  const { t } = useTranslation('account')
  return { student: t('student'), assistant: t('assistant'), instructor: t('instructor') }
}
