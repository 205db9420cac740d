export default function CoursePage(_props: { course: string }) {
  return null
}
