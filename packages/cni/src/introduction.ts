import { type Answer, answer } from './answer.ts';
import { packageVersion, supportedVersions, versionAnswer } from './version.ts';

/**
 * The answer to a run that asks nothing but what the plugin is: VERSION, which runtimes ask of every plugin of a list,
 * and a run by a person. Undefined for all others.
 */
export function introduction(
  type: string,
  { CNI_COMMAND: command = '' }: Readonly<Record<string, string | undefined>>,
): Answer | undefined {
  if (command === '') return answer({ stderr: about(type) });
  return command === 'VERSION' ? answer({ stdout: versionAnswer() }) : undefined;
}

function about(type: string): string {
  return `CNI ${type} plugin ${packageVersion}\nCNI protocol versions supported: ${supportedVersions.join(', ')}\n`;
}
