export default function PeoplePage(_props: { course: string }) {
  return null
}
