/** How regrades are told in words. */
import type { TFunction } from 'i18next'
import { useQuery } from '@tanstack/react-query'
import { courseQuery } from '../../workspace/questions.ts'
import type { Listed } from './questions.ts'

type Words = TFunction<'regrades'>

export const ways = ['latest', 'best', 'all'] as const

/** "The latest of each student, section Mon, failed “mask”, never lower" */
export function scopeText(t: Words, { scope, neverLower }: Listed): string {
  const { which, section, failedCase } = scope
  return [
    t(which),
    section !== null && t('inSection', { section }),
    failedCase !== null && t('whoFailed', { name: failedCase }),
    neverLower && t('neverLowerShort'),
  ]
    .filter((part) => part !== false)
    .join(' · ')
}

/** The exercises of a course by slug, with the names that people know them by, and its time zone. */
export function useExercises(course: string) {
  const { data } = useQuery(courseQuery(course))
  const exercises = data?.tracks.flatMap((track) => track.exercises) ?? []
  return {
    exercises: exercises.map(({ slug, code, title }) => ({ slug, name: `${code} ${title}` })),
    timeZone: data?.timeZone,
  }
}

export function nameIn(
  exercises: readonly { readonly slug: string; readonly name: string }[],
  slug: string,
): string {
  return exercises.find((one) => one.slug === slug)?.name ?? slug
}
