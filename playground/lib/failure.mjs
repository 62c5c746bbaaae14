/** Something the user can act on. It is said in one line, without a stack. */
export class Failure extends Error {}
