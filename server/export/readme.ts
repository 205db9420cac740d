import type { Language } from '../api/session.ts'

interface About {
  readonly name: string
  readonly at: Date
  /** Null: everything of theirs. */
  readonly course: string | null
}

/** What each file of the archive is. */
export function readme(language: Language, { name, at, course }: About): string {
  const lines = language === 'zh' ? chinese : english
  return [
    ...lines.head(name, `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`, course),
    '',
    ...lines.files,
    ...(course === null ? lines.ownFiles : []),
    '',
    ...lines.notes,
    ...(course === null ? [] : lines.courseNotes),
    '',
  ].join('\r\n')
}

const english = {
  head: (name: string, at: string, course: string | null) => [
    course === null
      ? `What Attendant holds of ${name}.`
      : `What Attendant holds of ${name} in the course "${course}".`,
    `Taken on ${at}. Text is UTF-8; times are in UTC.`,
  ],
  files: [
    'account.json        name and address',
    'enrolments.json     courses, with role, section and later due dates',
    'submissions/        every file handed in or run, by course and exercise',
    'submissions.json    what came of each: verdict, points, report, unlocked hints, review',
    'hints.json          which hints were unlocked, and when',
    'conversations.json  messages about submissions, requests for a regrade included',
    'grades.json         grades by course, and what makes up each',
    'audit.json          the record of who did what: by this person, and about them',
  ],
  ownFiles: [
    'drafts/             what stands in the editor',
    'notices.json        what the site told you of',
  ],
  notes: [
    'Reports show what their student sees: hidden cases keep their inputs and numbers.',
    'Passwords, keys and session tokens are in no file.',
    "What somebody wrote as staff about others' work belongs to those others, and is not here.",
  ],
  courseNotes: ['Drafts and notices are private to the student, and are not here.'],
}

const chinese: typeof english = {
  head: (name, at, course) => [
    course === null
      ? `Attendant 保存的关于 ${name} 的全部数据。`
      : `Attendant 保存的关于 ${name} 在课程“${course}”中的数据。`,
    `导出时间：${at}。文本编码为 UTF-8，时间均为 UTC。`,
  ],
  files: [
    'account.json        姓名和邮箱地址',
    'enrolments.json     所在课程，以及身份、分组和延期',
    'submissions/        提交或运行过的每个文件，按课程和练习分文件夹',
    'submissions.json    每次的结果：判定、得分、报告、已解锁的提示、评阅',
    'hints.json          解锁过哪些提示，以及时间',
    'conversations.json  关于提交的对话，包括复评申请',
    'grades.json         各课程的成绩及其构成',
    'audit.json          操作记录：由本人做出的，以及与本人有关的',
  ],
  ownFiles: ['drafts/             编辑器中的草稿', 'notices.json        网站发给你的通知'],
  notes: [
    '报告与学生本人看到的一致：隐藏用例的输入和数值不会显示。',
    '任何文件都不包含密码、密钥或会话令牌。',
    '作为教学人员对他人作业所写的内容属于他人，不在此列。',
  ],
  courseNotes: ['草稿和通知只属于学生本人，不在此列。'],
}
