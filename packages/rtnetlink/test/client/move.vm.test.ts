/** The same on an older kernel, which moves first and renames then, and refuses to rename what is up. */
import './move.test.ts';
