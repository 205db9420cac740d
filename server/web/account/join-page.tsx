export default function JoinPage(_props: { token: string }) {
  return null
}
