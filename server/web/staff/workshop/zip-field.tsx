/** A zip to send: chosen with a button, or dropped. */
import { Button } from '@mantine/core'
import { useId, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './workshop.module.css'

interface ZipFieldProps {
  readonly zip: File | null
  readonly isMissing: boolean
  readonly onChoose: (zip: File) => void
}

export function ZipField({ zip, isMissing, onChoose }: ZipFieldProps): ReactNode {
  const { t } = useTranslation('workshop')
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  const says = useId()
  return (
    <div
      className={classes.drop}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => {
        setIsOver(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        const [file] = event.dataTransfer.files
        if (file) onChoose(file)
      }}
    >
      <input
        ref={input}
        type="file"
        hidden
        accept=".zip,application/zip"
        onChange={({ currentTarget: { files } }) => {
          const [file] = files ?? []
          if (file) onChoose(file)
        }}
      />
      <Button
        variant="default"
        aria-describedby={says}
        onClick={() => {
          input.current?.click()
        }}
      >
        {t('chooseZip')}
      </Button>
      <p id={says} role="status" className={isMissing ? classes.bad : classes.faint}>
        {zip
          ? t('zipChosen', { name: zip.name, size: Math.ceil(zip.size / 1024) })
          : isMissing
            ? t('zipMissing')
            : t('dropZip')}
      </p>
    </div>
  )
}

/** What some systems call by another type, or by none, is sent as what it is here for. */
export function zipBody(zip: File): Blob {
  return new Blob([zip], { type: 'application/zip' })
}
