export { debianKernel, type GuestKernel, kernelIsCached } from './kernel.ts';
export type { MachineOptions } from './machine.ts';
export { kernelHas, missingKinds } from './probe.ts';
export { missingPackages, type RequiredProgram, requiredPrograms } from './required.ts';
export { DEFAULT_TIME_LIMIT, runInVm, type VmResult, type VmRun } from './run.ts';
