export const audit = {
  about:
    '成绩、角色和作业的每次更改，以及每次查看他人作业，都记录在此。任何人都不能修改这些记录；某人的数据被删除时，只会从中抹去其姓名和言语。',
  action: '操作',
  actor: '操作者',
  person: '涉及',
  everything: '全部',
  everybody: '所有人',
  when: '时间',
  reason: '理由',
  changes: '更改内容',
  server: '服务器',
  erased: '已删除的用户',
  nothing: '无',
  none: '没有符合条件的记录。',
  list: '记录',
  older: '显示更早的记录',
} as const
