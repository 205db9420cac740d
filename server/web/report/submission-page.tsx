export default function SubmissionPage(_props: { id: string }) {
  return null
}
