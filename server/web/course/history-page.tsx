export default function HistoryPage(_props: { course: string; exercise: string }) {
  return null
}
