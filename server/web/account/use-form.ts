/**
 * Forms whose fields the browser keeps: what was typed is read when it is sent, and stays where it is
 * when it is refused. What is wrong with a field stands beside it, and the first such field gets the focus.
 */
import { useMutation } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { flushSync } from 'react-dom'
import { Refused } from '../client.ts'

type Values<Field extends string> = Readonly<Record<Field, string>>
type Wrong<Field extends string> = Readonly<Partial<Record<Field, string | undefined>>>

interface FormOptions<Field extends string, Answer> {
  /** The names of the fields, in the order in which they stand. */
  readonly fields: readonly Field[]
  /** What is wrong with which field, in words, as far as the page can tell. */
  readonly check: (values: Values<Field>) => Wrong<Field>
  readonly send: (values: Values<Field>) => Promise<Answer>
  readonly onDone?: (answer: Answer, form: HTMLFormElement) => void
  /** Refusals, by their codes, that are about a field, and what to say beside it. */
  readonly blame?: Readonly<Record<string, { readonly field: Field; readonly text: string }>>
}

export function useForm<Field extends string, Answer>(options: FormOptions<Field, Answer>) {
  const { fields, check, send, onDone, blame = {} } = options
  const [wrong, setWrong] = useState<Wrong<Field>>(nothing<Field>)
  const firstIn = (found: Wrong<Field>) => fields.find((field) => found[field] !== undefined)

  const sending = useMutation({
    mutationFn: ({ values }: { values: Values<Field>; form: HTMLFormElement }) => send(values),
    onSuccess(answer, { form }) {
      onDone?.(answer, form)
    },
    onError(error, { form }) {
      show(wrongIn(error), form)
    },
  })

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (sending.isPending) return
    const form = event.currentTarget
    const typed = new FormData(form)
    const entries = fields.map((field) => [field, textOf(typed.get(field))] as const)
    const values = Object.fromEntries(entries) as Values<Field>
    const found = check(values)
    show(found, form)
    if (firstIn(found) === undefined) sending.mutate({ values, form })
    else sending.reset()
  }

  /** Drawn at once, so that the field that gets the focus is already described by what is wrong with it. */
  function show(found: Wrong<Field>, form: HTMLFormElement): void {
    flushSync(() => {
      setWrong(found)
    })
    const first = firstIn(found)
    const element = first === undefined ? null : form.elements.namedItem(first)
    if (element instanceof HTMLElement) element.focus()
  }

  function wrongIn(error: unknown): Wrong<Field> {
    if (!(error instanceof Refused)) return nothing()
    const blamed = blame[error.code]
    if (blamed !== undefined) return { [blamed.field]: blamed.text } as Wrong<Field>
    return Object.fromEntries(
      detailsOf(error).map(({ field, message }) => [field, message]),
    ) as Wrong<Field>
  }

  return {
    submit,
    isSending: sending.isPending,
    answer: sending.data,
    /** Why it was refused, unless that stands beside a field. */
    refusal: firstIn(wrong) === undefined ? sending.error : null,
    /** The properties of an input. */
    field: (name: Field) => ({ name, error: wrong[name] }),
  }
}

function nothing<Field extends string>(): Wrong<Field> {
  return Object.fromEntries([]) as Wrong<Field>
}

function textOf(entry: FormDataEntryValue | null): string {
  return typeof entry === 'string' ? entry : ''
}

interface Detail {
  readonly field: string
  readonly message: string
}

/** What the server says about single fields of a request that does not fit. */
function detailsOf({ code, details }: Refused): readonly Detail[] {
  return code === 'invalidRequest' ? (details as readonly Detail[]) : []
}
