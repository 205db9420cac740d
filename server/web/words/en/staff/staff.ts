export const staff = {
  title: 'Staff room',
  areas: 'Areas of the staff room',
  review: 'Review',
  clusters: 'Clusters',
  requests: 'Requests',
  regrades: 'Regrades',
  grades: 'Grades',
  assignments: 'Assignments',
  exercises: 'Exercises',
  similarity: 'Similarity',
  audit: 'Audit',
  operations: 'Operations',
} as const
