import { Failure } from '../test/laboratory/failure.mjs';
import { withProgress } from '../test/laboratory/progress.mjs';

/**
 * Measures, and says so. A run that n8n does not survive is a result too.
 * @param {import('./bench.mjs').Bench} bench
 * @param {import('./bench.mjs').Subject} subject
 * @param {object} sandbox - its options
 * @param {string} task
 * @returns {Promise<Partial<import('./bench.mjs').Measurement> & { failed?: string }>}
 */
export async function measured(bench, subject, sandbox, task) {
	try {
		const measurement = await withProgress(task, [], () => bench.measure(subject, sandbox));
		console.log(`    the node took ${measurement.ms} ms, ${measurement.done} of ${subject.records} records done`);
		return measurement;
	} catch (error) {
		if (bench.abandoned || !(error instanceof Failure)) throw error;
		console.log(`    ${error.message}`);
		return { failed: 'did not finish' };
	}
}
