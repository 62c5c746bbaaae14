import { parseArgs } from 'node:util';

import { Failure } from '../test/laboratory/failure.mjs';
import { deletions, paced } from './deletions.mjs';

const names = paced.map(({ name }) => name);

/** That of the most records in a call: the rate takes seconds, and what is left is work. */
const { name: usual } = deletions.reduce((most, each) => (each.limit > most.limit ? each : most));

export const help = `npm run bench -- [options]

Measures this package in a real n8n against the local Feishu, side by side with n8n's HTTP Request node. Takes about
two hours, since some rates are 100 calls a minute, and writes bench/RESULTS.md.

  --only <what>    A (documented rate), B (cost per item and memory), C (runs that cannot succeed) or D (large runs in a
                   server), or rows of A: ${names.join(', ')};
                   may be given several times; prints only, unless --output is given
  --quick          fewer items, one run each: to see that it works; prints only, unless --output is given
  --output <file>  where the report goes (bench/RESULTS.md)
  --records <n>    in A and C, so many records (1,000): at 100 calls a minute, HTTP Request takes 10 minutes for 1,000
  --subject <row>  in D, whose records are deleted: a row of A (${usual})
  --large          in D, 100,000 items with one record each as well: several minutes more
  --profile        with a CPU profile of each run, in .playground/profiles; slower: prints only
  --help           this text`;

/** How much is measured. */
const full = {
	paceRecords: 1_000,
	costRecords: [1_000, 10_000],
	runs: 3,
	memoryRecords: 50_000,
	singleRecords: [20_000],
	listedRecords: 100_000,
};
const quick = { paceRecords: 100, costRecords: [100, 1_000], runs: 1, memoryRecords: 3_000, singleRecords: [2_000], listedRecords: 10_000 };

/** @param {string[]} args */
export function readOptions(args) {
	const {
		only = [],
		quick: isQuick = false,
		profile = false,
		large = false,
		output,
		help: helpWanted = false,
		subject = usual,
		records,
	} = parse(args);
	const wanted = only.flatMap((text) => text.split(',')).map((text) => text.trim());
	const unknown = wanted.find((each) => !['A', 'B', 'C', 'D', ...names].includes(each));
	if (unknown !== undefined) throw new Failure(`--only takes A, B, C, D, ${names.join(', ')}, not "${unknown}".`);
	const subjects = deletions.map(({ name }) => name);
	if (!subjects.includes(subject)) throw new Failure(`--subject takes ${subjects.join(', ')}, not "${subject}".`);
	if (records !== undefined && !/^[1-9]\d*$/.test(records)) throw new Failure(`--records takes a number, not "${records}".`);
	const rows = wanted.filter((each) => names.includes(each));
	const all = wanted.length === 0;
	const sizes = isQuick ? quick : full;
	return {
		help: helpWanted,
		sizes: {
			...sizes,
			...(records !== undefined && { paceRecords: Number(records) }),
			singleRecords: large ? [...sizes.singleRecords, sizes.listedRecords] : sizes.singleRecords,
		},
		/** Whose rate is measured. */
		pace: all || wanted.includes('A') ? paced : paced.filter(({ name }) => rows.includes(name)),
		cost: all || wanted.includes('B'),
		bounds: all || wanted.includes('C'),
		largeRuns: all || wanted.includes('D'),
		/** Whose records the large runs delete. */
		subject: deletions.find(({ name }) => name === subject),
		profile,
		output: output ?? (all && !isQuick && !profile ? 'bench/RESULTS.md' : undefined),
		command: ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
	};
}

function parse(args) {
	try {
		return parseArgs({
			args,
			options: {
				only: { type: 'string', multiple: true },
				quick: { type: 'boolean' },
				subject: { type: 'string' },
				records: { type: 'string' },
				large: { type: 'boolean' },
				profile: { type: 'boolean' },
				output: { type: 'string' },
				help: { type: 'boolean', short: 'h' },
			},
		}).values;
	} catch (error) {
		throw new Failure(`${error.message.split('. ')[0]}. npm run bench -- --help lists the options.`);
	}
}
