import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../../endpoint';

/**
 * What an agent is told of a search that found nothing: a bare empty list would read as if there were nothing, though its
 * options may have left it out.
 * @param leftOut how many things they have left out, by the option
 */
export function nothingFound({ noun }: Operation, leftOut: Readonly<Record<string, number>>): IDataObject {
	const { many } = noun.found ?? noun;
	const counts = Object.entries(leftOut).map(([option, count]) => `${count} by ${option}`);
	const reason = counts.length === 0 ? '' : ` This tool is set to leave some out, and did so: ${counts.join(', ')}.`;
	return { found: 0, reason: `No ${many} were found.${reason}` };
}
