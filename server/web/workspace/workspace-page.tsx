export default function WorkspacePage(_props: { course: string; exercise: string }) {
  return null
}
