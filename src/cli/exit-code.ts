/** 0: clean; 1: findings; 2: could not run; 3: incomplete. */
export type ExitCode = 0 | 1 | 2 | 3;
