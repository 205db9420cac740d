/** Mail, where the operator has set up how it is sent. */
import { createTransport } from 'nodemailer'
import type { Language } from './api/session.ts'
import type { MailSettings } from './config.ts'

export interface Mail {
  /** Sends the link with which this person chooses a new password. */
  sendPasswordLink(to: Recipient, url: string): Promise<void>
}

interface Recipient {
  readonly name: string
  readonly email: string
  readonly language: Language
}

/** Nothing is connected until the first mail. */
export function openMail({ smtpUrl, from }: MailSettings): Mail {
  const transport = createTransport(smtpUrl, { from })
  return {
    async sendPasswordLink({ name, email, language }, url) {
      const { subject, text } = passwordMail[language]
      await transport.sendMail({
        to: { name, address: email },
        subject,
        text: text(name, url),
        // Machines that answer mail should leave this alone.
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
  }
}

/** Plain text: a link that is seen whole can be judged by its reader. */
const passwordMail: Record<
  Language,
  { subject: string; text: (name: string, url: string) => string }
> = {
  en: {
    subject: 'Choose a new password',
    text: (name, url) => `Hello ${name},

with this link you choose a new password. It works once, within an hour:

${url}

If you did not ask for it, nothing has changed and you need do nothing.
`,
  },
  zh: {
    subject: '设置新密码',
    text: (name, url) => `${name}，你好：

请打开下面的链接设置新密码。链接一小时内有效，只能使用一次：

${url}

如果你没有提出过这个请求，你的账号没有任何变化，不用理会这封邮件。
`,
  },
}
