/** What was typed into a field of this form; empty where it has no such field. */
export function typedIn(form: HTMLFormElement): (field: string) => string {
  const typed = new FormData(form)
  return (field) => {
    const value = typed.get(field)
    return typeof value === 'string' ? value.trim() : ''
  }
}
