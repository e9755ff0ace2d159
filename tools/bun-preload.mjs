// @ts-check
/** What ava calls and Bun does not have: the coverage of this run is collected elsewhere. */
import v8 from 'node:v8';

v8.takeCoverage = () => {};
