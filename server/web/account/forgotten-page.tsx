export default function ForgottenPage() {
  return null
}
