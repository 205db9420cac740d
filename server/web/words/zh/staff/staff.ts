export const staff = {
  title: '教师工作室',
  areas: '教师工作室各栏目',
  review: '评阅',
  clusters: '错误归类',
  requests: '复评请求',
  regrades: '重新评分',
  grades: '成绩',
  assignments: '作业',
  exercises: '练习',
  similarity: '相似度',
  audit: '审计',
  operations: '运维',
} as const
