import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { fromAnyNumber, unpack } from '../../../grader/explain.ts'
import type { Picture } from '../../../grader/report.ts'
import type { Language } from '../../api/session.ts'
import classes from './figures.module.css'
import { Lines } from './lines.tsx'
import { Heads, numbered, SignedMap } from './matrices.tsx'

/** What a student's own code does, drawn; `language` is that of the page. Titles are English, from the exercise. */
export function PictureView({
  picture,
  language,
}: {
  picture: Picture
  language: Language
}): ReactNode {
  const english = language === 'en' ? undefined : 'en'
  return (
    <figure className={classes.picture}>
      <figcaption lang={english}>{picture.title}</figcaption>
      <Drawn picture={picture} />
    </figure>
  )
}

function Drawn({ picture }: { picture: Picture }): ReactNode {
  switch (picture.kind) {
    case 'weights':
      return <WeightsPicture picture={picture} />
    case 'map':
      return <MapPicture picture={picture} />
    case 'curve':
      return <CurvePicture picture={picture} />
  }
}

function WeightsPicture({
  picture: { queries, keys, values },
}: {
  picture: Extract<Picture, { kind: 'weights' }>
}): ReactNode {
  const weights = useMemo(() => unpack(values).values, [values])
  return <Heads queries={queries} keys={keys} weights={weights} />
}

function MapPicture({
  picture: { rows, columns, values },
}: {
  picture: Extract<Picture, { kind: 'map' }>
}): ReactNode {
  const matrix = useMemo(() => {
    const { shape, values: numbers } = unpack(values)
    return numbered(shape[0] ?? 0, shape[1] ?? 0, numbers)
  }, [values])
  return <SignedMap matrix={matrix} rowName={rows} columnName={columns} label={null} />
}

function CurvePicture({
  picture: { x, y, at, yours, reference },
}: {
  picture: Extract<Picture, { kind: 'curve' }>
}): ReactNode {
  const { t } = useTranslation('figures')
  const pointsOf = (numbers: typeof yours) =>
    at.map((place, index) => [place, fromAnyNumber(numbers[index] ?? 'NaN')] as const)
  const lines = [
    { label: t('yours'), points: pointsOf(yours) },
    ...(reference ? [{ label: t('reference'), points: pointsOf(reference) }] : []),
  ]
  return <Lines x={x} y={y} lines={lines} />
}
