import { shell } from './en/shell.ts'
import { course } from './en/course.ts'
import { grades } from './en/grades.ts'
import { workspace } from './en/workspace.ts'
import { report } from './en/report.ts'
import { history } from './en/history.ts'
import { figures } from './en/figures.ts'
import { talk } from './en/talk.ts'

export const words = { shell, course, grades, workspace, report, history, figures, talk }
