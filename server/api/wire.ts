/** A value as it arrives on the other side: JSON has no dates, and leaves out what is undefined. */
export type Wire<T> = T extends Date
  ? string
  : T extends object
    ? { [Key in keyof T]: Wire<T[Key]> }
    : T
