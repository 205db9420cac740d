import type { Translation } from './words.ts'
import { shell } from './zh/shell.ts'
import { course } from './zh/course.ts'
import { grades } from './zh/grades.ts'
import { workspace } from './zh/workspace.ts'
import { report } from './zh/report.ts'
import { history } from './zh/history.ts'
import { figures } from './zh/figures.ts'
import { talk } from './zh/talk.ts'

export const words = {
  shell,
  course,
  grades,
  workspace,
  report,
  history,
  figures,
  talk,
} satisfies Translation
